"""The old-age allowance is to end (高龄津贴终止): by death, or a move away, §3.2."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.elderly.items import old_age_allowance

ITEMS = ending_of(old_age_allowance.ITEMS[-1], "elderly.old_age_ending")
