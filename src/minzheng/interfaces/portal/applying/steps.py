"""A part of an application as a form, and as it is read before it is handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from minzheng.interfaces.portal.applying.fields import field_of, stored
from minzheng.interfaces.portal.applying.parts import Part
from minzheng.interfaces.portal.applying.words import question_of
from minzheng.kernel.casework.api.intake import Question
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
class Screen:
    """A part: what is asked, what is known."""

    code: str
    heading: str
    whose: str
    open: Sequence[Shown]
    known: Sequence[Shown]


class StepForm(forms.Form):
    """One field for every question of a part, and one that says "the rest: none"."""

    def __init__(self, *given: Any, part: Part, **named: Any) -> None:
        super().__init__(*given, **named)
        self.part = part
        for each in part.questions:
            self.fields[each.key] = field_of(each.fact)
        if sum(each.open and _of_money(each) for each in part.questions) >= MANY_SUMS:
            self.fields[REST] = forms.BooleanField(
                label="上面没有填的钱数，都没有（算0）", required=False
            )

    def answers(self) -> dict[str, int | bool | None]:
        """What was filled in; what was left empty stays as it is, or is nothing, as one says."""
        found: dict[str, int | bool | None] = {}
        for each in self.part.questions:
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
        """The part with its fields."""
        return screen_of(self.part, {each.key: self[each.key] for each in self.part.questions})


def screens(parts: Iterable[Part]) -> list[Screen]:
    """Parts, to be read."""
    return [screen_of(part, {}) for part in parts]


def screen_of(part: Part, fields: Mapping[str, BoundField]) -> Screen:
    """What is asked stands apart from what is only to be confirmed, unless that is faulty."""
    shown = [_shown(each, fields.get(each.key)) for each in part.questions]
    faulty = [each for each in shown if each.field is not None and each.field.errors]
    still = [each for each in shown if each.open or each in faulty]
    known = [each for each in shown if each not in still]
    return Screen(part.code, part.heading, part.whose, still, known)


def _of_money(question: Question) -> bool:
    return question.fact.unit.kind is Kind.MONEY


def _shown(question: Question, field: BoundField | None) -> Shown:
    fact, held = question.fact, question.held
    title = question_of(fact)
    if question.answered:
        text = "不清楚" if question.answer is None else value_text(question.answer, fact.unit)
        return Shown(title, text, "您这次填的", open=False, stale=False, field=field)
    if held is None:
        return Shown(title, "", "", open=True, stale=False, field=field)
    return Shown(title, held.text, held.source_title, question.open, question.stale, field)
