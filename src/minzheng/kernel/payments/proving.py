"""The proof of payments (发放证明): a year's money that reached its account, as a paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from minzheng.base.money import format_yuan
from minzheng.catalogue.casework.offices import Office
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.offices import name_of, office_at
from minzheng.kernel.documents.api.typesetting import Letter, Paragraph, Table, Verdict, pdf_of
from minzheng.kernel.payments.cash import TITLE as CASH_TITLE
from minzheng.kernel.payments.cash import CashPayment
from minzheng.kernel.payments.results import LineRow
from minzheng.kernel.payments.states import LineState

TITLE = "救助和补贴资金发放证明"
_COLUMNS = ("所属月份", "待遇", "构成", "金额（元）", "到账日期", "账户")
_WIDTHS = (4, 7, 2, 3, 4, 4)
_REMARK = (
    "本证明只列已经到账的款项，退回以后重发的按重发的记。账号只显示末四位。"
    "对内容有疑问的，请向出具机关核实。"
)
_CASH_REMARK = "账户栏写“现金”的，由镇（街道）用备用金当面支付。"


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom: `number` is masked, or "" of a household."""

    name: str
    number: str
    division: str


def proof(
    recipient: Recipient, year: int, lines: Sequence[LineRow], cash: Sequence[CashPayment] = ()
) -> bytes:
    """The PDF, signed by the county's bureau."""
    return pdf_of(proof_letter(recipient, year, lines, cash))


def proof_letter(
    recipient: Recipient, year: int, lines: Sequence[LineRow], cash: Sequence[CashPayment] = ()
) -> Letter:
    """The paper as its parts: what was paid out in a year, the oldest first."""
    paid = sorted(
        (each for each in lines if each.state == LineState.PAID),
        key=lambda each: (each.period, each.benefit, each.sequence),
    )
    rows = (*map(_row, paid), *map(_cash_row, reversed(cash)))
    office = name_of(office_at(Office.COUNTY, recipient.division))
    known = f"（公民身份号码{recipient.number}）" if recipient.number else ""
    total = sum(each.amount_fen for each in paid) + sum(each.amount_fen for each in cash)
    said = f"{recipient.name}{known}{year}年度由我单位发放到账的救助和补贴资金如下："
    end = f"共{len(rows)}笔，合计{format_yuan(total)}元。" if rows else "本年度没有发放到账的资金。"
    table = (Table(_COLUMNS, rows, _WIDTHS),) if rows else ()
    return Letter(
        office=office,
        title=TITLE,
        number="",
        addressee="",
        blocks=(Paragraph(said), *table, Verdict(end), Paragraph("特此证明。")),
        signed=office,
        dated=clock.today(),
        remarks=(_REMARK, _CASH_REMARK) if cash else (_REMARK,),
    )


def _cash_row(each: CashPayment) -> tuple[str, ...]:
    return (
        f"{each.month.year}年{each.month.month}月",
        each.benefit_title,
        "当月",
        format_yuan(each.amount_fen),
        each.on.isoformat(),
        CASH_TITLE,
    )


def _row(line: LineRow) -> tuple[str, ...]:
    return (
        f"{line.period.year}年{line.period.month}月",
        line.benefit_title,
        line.component_title,
        format_yuan(line.amount_fen),
        line.settled_on.isoformat() if line.settled_on else "",
        line.account[-4:],
    )
