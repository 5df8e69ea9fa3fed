"""A new case, second of three screens: what nobody knows yet, and what is held to be confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.positions import CaseState
from minzheng.interfaces.desk.fields import day
from minzheng.interfaces.desk.pages.cases.about import CaseEdit, case_address
from minzheng.interfaces.desk.pages.cases.asking import (
    ShownGroup,
    ShownQuestion,
    shown_groups,
)
from minzheng.interfaces.desk.pages.statements import UNKNOWN, field_of
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.api.intake import Asked
from minzheng.rules.units import Kind

BEGUN = (CaseState.DRAFT, CaseState.RETURNED)
_DAY = "given:"
_PROPOSED = _("按档案里上一次决定的日期填写，请核对")


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the field in which it is answered."""

    question: ShownQuestion
    field: BoundField


@dataclass(frozen=True, slots=True)
class Rows:
    """Questions of one heading about one person or household: to be asked, to be confirmed."""

    title: str
    who: str
    open: Sequence[Row]
    held: Sequence[Row]


class QuestionsForm(forms.Form):
    """One field for every question; what is left empty stays as it is."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        asked: Asked | None = named.pop("asked", None)
        super().__init__(*arguments, **named)
        self.shown = shown_groups(asked) if asked else []
        self.asked_days = asked.days if asked else ()
        for wanted in self.asked_days:
            told = _PROPOSED if wanted.on and not wanted.stated else ""
            field = day(wanted.title, required=wanted.needed, help_text=told)
            field.initial = wanted.on
            self.fields[_DAY + wanted.code] = field
        for question in self.questions():
            self.fields[question.key] = field_of(question.question.fact)

    def questions(self) -> Iterator[ShownQuestion]:
        """Every question."""
        return (each for group in self.shown for each in group.questions)

    def days(self) -> list[BoundField]:
        """The days from which limits of this case count."""
        return [self[_DAY + wanted.code] for wanted in self.asked_days]

    def groups(self) -> list[Rows]:
        """What is to be asked first, then what is held."""
        return [self._rows(group) for group in self.shown]

    def _rows(self, group: ShownGroup) -> Rows:
        rows = [Row(each, self[each.key]) for each in group.questions]
        still = [row for row in rows if not row.question.held or row.field.errors]
        held = [row for row in rows if row.question.held and not row.field.errors]
        return Rows(group.title, group.who, still, held)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = {each.code: values.get(_DAY + each.code) for each in self.asked_days}
        stated = {code: on for code, on in given.items() if on}
        return values | {"answers": self.answers(values), "given": stated}

    def answers(self, values: Mapping[str, Any]) -> dict[str, int | bool | None]:
        """What was filled in, as stored; ``None`` for what was asked and is not known."""
        found: dict[str, int | bool | None] = {}
        for each in self.questions():
            given = values.get(each.key)
            if given == UNKNOWN:
                found[each.key] = None
            elif given not in (None, ""):
                whole = int(given)
                yes_no = each.question.fact.unit.kind is Kind.YES_NO
                found[each.key] = bool(whole) if yes_no else whole
        return found


class CaseQuestions(CaseEdit):
    """Asks; can be left and come back to."""

    permission = "case.open"
    title = _("填写情况")
    lead = _("第二步，共三步：只问档案里没有的。已有的请和申请人核对，有变化才改。")
    template_name = "desk/cases/questions.html"
    form_class = QuestionsForm
    submit = _("保存，下一步")
    done = ""

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        return QuestionsForm(given, asked=intake.to_answer(self.actor, case=self.case))

    def save(self, values: Mapping[str, Any]) -> str:
        if values["answers"] or values["given"]:
            intake.save_answers(
                self.actor, case=self.case, answers=values["answers"], given=values["given"]
            )
        begun = self.matter.state in BEGUN
        return reverse("desk:case_papers", args=[self.case]) if begun else case_address(self.case)
