"""The allowance of a severely ill or disabled child is to end (终止), chapter 4."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.children.items import severe_allowance

ITEMS = ending_of(severe_allowance.ITEMS[-1], "children.severe_ending")
