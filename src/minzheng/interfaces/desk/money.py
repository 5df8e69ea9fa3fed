"""Amounts and months as officers write and type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minzheng.base.errors import InvalidValue
from minzheng.base.money import format_yuan
from minzheng.base.months import Month
from minzheng.interfaces.desk.generic.columns import Text

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_MONTH = 10


def yuan(fen: int | None) -> str:
    """`"1,234.50"`; nothing for what is not known."""
    return "" if fen is None else format_yuan(fen)


def change(fen: int) -> str:
    """A difference with its sign: `"+50.00"`."""
    return f"+{format_yuan(fen)}" if fen > 0 else format_yuan(fen)


def month_text(month: Month | None) -> str:
    """`2026年11月`; nothing for an open end."""
    if month is None:
        return ""
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}


class MonthInput(forms.TextInput):
    """The browser's own choice of a month."""

    input_type = "month"


class MonthField(forms.CharField):
    """A month as typed by the browser, a `Month` as given back; nothing when it is left empty."""

    def __init__(self, label: Text, *, required: bool = True, help_text: Text = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=LONGEST_MONTH,
            widget=MonthInput(),
        )

    def clean(self, value: Any) -> Month | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            month = Month.parse(text)
        except InvalidValue as fault:
            raise forms.ValidationError(fault.message) from None
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise forms.ValidationError(_("月份不合理，请核对。"))
        return month
