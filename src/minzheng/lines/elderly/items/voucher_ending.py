"""The consumption voucher is to end (养老服务消费补贴终止), §3."""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.elderly.items import consumption_voucher

ITEMS = ending_of(
    consumption_voucher.ITEMS[-1], "elderly.voucher_ending", basis=("民发〔2025〕37号",)
)
