"""The nursing subsidy is to end (重度残疾人护理补贴终止), chapter 2."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.disability.items import nursing_subsidy

ITEMS = ending_of(
    nursing_subsidy.ITEMS[-1],
    "disability.nursing_ending",
    basis=("国发〔2015〕52号 四（四）", "民发〔2021〕70号 动态管理"),
)
