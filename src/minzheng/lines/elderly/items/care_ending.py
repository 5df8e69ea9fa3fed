"""The care subsidy is to end (经济困难的失能老年人补贴终止), §3.2."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.elderly.items import care_subsidy

ITEMS = ending_of(care_subsidy.ITEMS[-1], "elderly.care_ending")
