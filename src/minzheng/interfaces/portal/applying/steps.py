"""An application as screens: one heading at a time, then papers, then everything once more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from minzheng.interfaces.portal.applying.fields import field_of, stored
from minzheng.kernel.casework.api.intake import Asked, Group, Question
from minzheng.rules.numbers.text import value_text
from minzheng.rules.units import Kind

REST = "rest"
MANY_SUMS = 4
"""From so many sums on, "the rest: none" saves an old hand much typing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question: what is known, from where, and the field to answer or change it."""

    title: str
    text: str
    source: str
    open: bool
    stale: bool
    field: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Heap:
    """The questions about one of them."""

    whose: str
    open: Sequence[Shown]
    known: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Screen:
    """A heading with its heaps."""

    code: str
    title: str
    heaps: Sequence[Heap]
    finished: bool


class StepForm(forms.Form):
    """One field for every question of a heading, and one that says "the rest: none"."""

    def __init__(self, *given: Any, group: Group, **named: Any) -> None:
        super().__init__(*given, **named)
        self.group = group
        for each in group.questions:
            self.fields[each.key] = field_of(each.fact)
        if sum(map(_of_money, group.questions)) >= MANY_SUMS:
            self.fields[REST] = forms.BooleanField(
                label="上面没有填的钱数，都没有（算0）", required=False
            )

    def answers(self) -> dict[str, int | bool | None]:
        """What was filled in; what was left empty stays as it is, or is nothing, as one says."""
        found: dict[str, int | bool | None] = {}
        for each in self.group.questions:
            given = self.cleaned_data.get(each.key)
            if given not in (None, ""):
                found[each.key] = stored(each.fact, given)
            elif self.cleaned_data.get(REST) and each.open and _of_money(each):
                found[each.key] = 0
        return found

    def rest(self) -> BoundField | None:
        """The box for the rest, where there is one."""
        return self[REST] if REST in self.fields else None

    def screen(self) -> Screen:
        """The heading with its fields."""
        return _screen(self.group, {each.key: self[each.key] for each in self.group.questions})


def screens(asked: Asked) -> list[Screen]:
    """Every heading, to be read."""
    return [_screen(group, {}) for group in asked.groups]


def group_of(asked: Asked, code: str) -> Group | None:
    """A heading by its code."""
    return next((group for group in asked.groups if group.code == code), None)


def next_open(asked: Asked, after: str = "") -> str:
    """The next heading that still asks something; "" when nothing is left."""
    codes = [group.code for group in asked.groups]
    begin = codes.index(after) + 1 if after in codes else 0
    for group in asked.groups[begin:]:
        if any(each.open for each in group.questions):
            return group.code
    return ""


def _of_money(question: Question) -> bool:
    return question.fact.unit.kind is Kind.MONEY


def _screen(group: Group, fields: Mapping[str, BoundField]) -> Screen:
    return Screen(
        group.code,
        group.title,
        list(_heaps(group, fields)),
        not any(each.open for each in group.questions),
    )


def _heaps(group: Group, fields: Mapping[str, BoundField]) -> Iterator[Heap]:
    names = dict.fromkeys(each.whose for each in group.questions)
    for name in names:
        shown = [
            _shown(each, fields.get(each.key)) for each in group.questions if each.whose == name
        ]
        faulty = [each for each in shown if each.field is not None and each.field.errors]
        still = [each for each in shown if each.open or each in faulty]
        yield Heap(name, still, [each for each in shown if each not in still])


def _shown(question: Question, field: BoundField | None) -> Shown:
    fact, held = question.fact, question.held
    if question.answered:
        text = "不清楚" if question.answer is None else value_text(question.answer, fact.unit)
        return Shown(fact.title, text, "您这次填的", open=False, stale=False, field=field)
    if held is None:
        return Shown(fact.title, "", "", open=True, stale=False, field=field)
    return Shown(
        fact.title, held.text, held.source_title, question.open, question.stale, field=field
    )
