"""The waterfall from last month's payroll to this one: bars for the eye, the same in a table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.money import change, month_text, yuan
from minzheng.kernel.payments.results import Waterfall


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the table beneath the chart, as text."""

    title: str
    count: int | None
    amount: str
    whole: bool


def _end(month: Month) -> str:
    return _("%(month)s发放") % {"month": month_text(month)}


def bars(found: Waterfall) -> list[Bar]:
    """Last month's total, the steps, this month's."""
    return [
        Bar(_end(found.month - 1), None, yuan(found.before_fen), True),
        *(Bar(each.title, each.count, change(each.amount_fen), False) for each in found.steps),
        Bar(_end(found.month), None, yuan(found.after_fen), True),
    ]


def chart(found: Waterfall) -> dict[str, Any] | None:
    """What the script draws, in fen; nothing where nothing was paid in either month."""
    if not found.before_fen and not found.steps:
        return None
    return {
        "kind": "waterfall",
        "words": [each.title for each in bars(found)],
        "fen": [found.before_fen, *(each.amount_fen for each in found.steps), found.after_fen],
        "names": [_("合计"), _("增加"), _("减少")],
    }
