"""A field for every kind of fact: large boxes to tick, numbers as people type them."""

from datetime import date
from typing import Any

from django import forms

from minzheng.base.errors import InvalidValue
from minzheng.base.money import parse_yuan
from minzheng.interfaces.portal.applying.words import hint_of, question_of
from minzheng.kernel.access import clock
from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

UNKNOWN = "unknown"
_DONT_KNOW = (UNKNOWN, "不清楚")
_TYPED = {"autocomplete": "off", "spellcheck": "false"}


class Typed(forms.CharField):
    """What is typed, as stored; "不知道" or "不清楚" is an answer too."""

    def __init__(self, fact: Fact, **named: Any) -> None:
        self.fact = fact
        mode = {Kind.MONEY: "decimal", Kind.DATE: "text"}.get(fact.unit.kind, "numeric")
        attributes = {**_TYPED, "inputmode": mode}
        super().__init__(
            required=False, max_length=30, widget=forms.TextInput(attrs=attributes), **named
        )

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if text in ("不清楚", "不知道"):
            return UNKNOWN
        try:
            stored = self._stored(text)
        except (ValueError, InvalidValue):
            raise forms.ValidationError(self._fault()) from None
        low, high = self.fact.bounds()
        if not low <= stored <= high:
            raise forms.ValidationError("这个数不合理，请核对。")
        return stored

    def _stored(self, text: str) -> int:
        if self.fact.unit.kind is Kind.MONEY:
            return parse_yuan(text)
        if self.fact.unit.kind is not Kind.DATE:
            return int(text)
        day = date.fromisoformat(text.replace("年", "-").replace("月", "-").replace("日", ""))
        if day > clock.today():
            raise ValueError(text)
        return day.year * 10_000 + day.month * 100 + day.day

    def _fault(self) -> str:
        if self.fact.unit.kind is Kind.DATE:
            return "请按“2020-01-31”的样子填写日期，不晚于今天。"
        return "请填数字；不知道的填“不清楚”。"


def field_of(fact: Fact) -> forms.Field:
    """The field in which a fact is answered; left empty it stays as it is."""
    kind = fact.unit.kind
    if kind is Kind.YES_NO:
        return _choices(fact, [("1", "是"), ("0", "不是"), _DONT_KNOW])
    if kind is Kind.CODE and fact.unit.code is not None:
        codes = [(str(int(each)), each.title) for each in fact.unit.code]
        return _choices(fact, [*codes, _DONT_KNOW])
    return Typed(fact, label=question_of(fact), help_text=hint_of(fact))


def stored(fact: Fact, given: Any) -> int | bool | None:
    """What was answered, as facts store it; None for "does not know"."""
    if given == UNKNOWN:
        return None
    return bool(int(given)) if fact.unit.kind is Kind.YES_NO else int(given)


def _choices(fact: Fact, offered: list[tuple[str, str]]) -> forms.ChoiceField:
    few = len(offered) <= 6
    return forms.ChoiceField(
        label=question_of(fact),
        help_text=hint_of(fact),
        required=False,
        choices=offered if few else [("", "请选择"), *offered],
        widget=forms.RadioSelect if few else forms.Select,
    )
