"""The allowance of a severely ill or disabled child is to end (终止), chapter 4."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.children.items import severe_child

ITEMS = ending_of(severe_child.ITEMS[-1], "children.severe_child_ending")
