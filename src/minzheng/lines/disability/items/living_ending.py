"""The living subsidy of a disabled person is to end (困难残疾人生活补贴终止), chapter 2."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.disability.items import living_subsidy

ITEMS = ending_of(
    living_subsidy.ITEMS[-1],
    "disability.living_ending",
    basis=("国发〔2015〕52号 四（四）", "民发〔2021〕70号 动态管理"),
)
