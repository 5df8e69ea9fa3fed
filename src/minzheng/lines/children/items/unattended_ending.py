"""The allowance of a de facto unattended child is to end (终止), chapter 4."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.children.items import unattended

ITEMS = ending_of(
    unattended.ITEMS[-1], "children.unattended_ending", basis=("民发〔2019〕62号 二（四）",)
)
