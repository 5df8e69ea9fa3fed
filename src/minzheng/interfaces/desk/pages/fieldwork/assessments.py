"""Assessments: the form of 26 items or of six indicators, and the other assessor's word."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import BecauseForm, choice, day, line, offer
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.edits import ActView
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.pages.statements import UNKNOWN
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import (
    REASONS,
    Assessed,
    AssessmentForm,
    AssessmentSheet,
)
from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

MOST_BUTTONS = 10
"""Scores up to here are buttons, not a field."""


class ScoreForm(forms.Form):
    """One form of assessment; the fields of the items follow from its facts."""

    person = choice(_("被评估人"), ())
    other = choice(_("另一名评估人员"), ())
    reason = choice(_("评估原因"), REASONS)
    assessed_on = day(_("评估日期"))
    venue = line(_("评估地点"))
    informant = line(
        _("信息提供者"), required=False, private=True, help_text=_("姓名和与被评估人的关系")
    )

    def __init__(self, *arguments: Any, sheet: AssessmentForm, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sheet = sheet
        for fact in sheet.facts:
            required = fact.name in sheet.scored
            self.fields[f"fact_{fact.name}"] = _score_field(fact, required=required)

    def about(self) -> Sequence[Any]:
        """The fields about the assessment itself."""
        return [self[name] for name in self.fields if not name.startswith("fact_")]

    def items(self) -> Sequence[Any]:
        """The scored items."""
        return [self[f"fact_{fact.name}"] for fact in self.sheet.facts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return values | {"scores": self._scores(values)}

    def _scores(self, values: dict[str, Any]) -> dict[str, object]:
        """The facts that were answered, as stored."""
        found: dict[str, object] = {}
        for fact in self.sheet.facts:
            given = values.get(f"fact_{fact.name}")
            if given not in (None, "", UNKNOWN):
                whole = int(given)
                found[fact.name] = bool(whole) if fact.unit.kind is Kind.YES_NO else whole
        return found


def _score_field(fact: Fact, *, required: bool) -> forms.Field:
    choices: list[tuple[str, Text]]
    if fact.unit.kind is Kind.YES_NO:
        choices = [("1", _("是")), ("0", _("否"))]
    else:
        low, high = fact.bounds()
        if high - low > 10:
            return forms.IntegerField(
                label=fact.title, required=required, min_value=low, max_value=high, initial=0
            )
        choices = [(str(each), str(each)) for each in range(high, low - 1, -1)]
    return forms.ChoiceField(
        label=fact.title, required=required, choices=choices, widget=forms.RadioSelect
    )


class AssessmentNew(CaseEdit):
    """Writes the scores down. The level is worked out, not entered."""

    permission = "visit.record"
    title = _("登记评估")
    lead = _("两名评估人员一起评估，由一人登记，另一人用自己的账号确认。等级由得分按标准算出。")
    template_name = "desk/fieldwork/assess.html"
    form_class = ScoreForm
    submit = _("登记评估")
    done = _("评估已登记，请另一名评估人员确认。")

    @cached_property
    def plan(self) -> AssessmentSheet:
        """Whom and with which forms. Raises `Unseen`."""
        return fieldwork.assessment_sheet(self.actor, case=self.case)

    @property
    def sheet(self) -> AssessmentForm:
        """The form chosen in the address, else the first that the item wants."""
        chosen = self.request.GET.get("form", "")
        wanted = [each for each in self.plan.forms if each.code == chosen]
        return (wanted or list(self.plan.forms))[0]

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        initial = {"assessed_on": clock.today(), "person": str(self.plan.persons[0].person)}
        form = ScoreForm(given, initial=initial, sheet=self.sheet)
        offer(form, "person", [(str(each.person), each.name) for each in self.plan.persons])
        able = [each for each in self.plan.assessors if not each.why_not]
        others = [each for each in able if each.account != self.actor.account]
        offer(
            form, "other", [(str(each.account), f"{each.name}（{each.place}）") for each in others]
        )
        return form

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.record_assessment(
            self.actor,
            case=self.case,
            assessed=Assessed(
                form=self.sheet.code,
                person=UUID(values["person"]),
                reason=values["reason"],
                assessed_on=values["assessed_on"],
                venue=values["venue"],
                informant=values["informant"],
                scores=values["scores"],
            ),
            assessors=(self.actor.account, UUID(values["other"])),
        )

    def back(self) -> str:
        return reverse("desk:case_fieldwork", args=[self.case])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(sheet=self.sheet, sheets=self.plan.forms, **context)


class AssessmentConfirm(ActView):
    """The other assessor stands by the scores."""

    permission = "visit.record"
    done = _("评估已确认，结果已记入档案。")

    def act(self, values: dict[str, Any]) -> None:
        fieldwork.confirm_assessment(self.actor, assessment=self.kwargs["assessment"])

    def back(self) -> str:
        return reverse("desk:case_fieldwork", args=[self.kwargs["case"]])


class AssessmentContradict(CaseEdit):
    """The other assessor does not stand by the scores."""

    permission = "visit.record"
    title = _("不同意这份评估")
    lead = _("写明哪里与实际不符。这份评估作废，需要重新评估。")
    form_class = BecauseForm
    submit = _("作废，重新评估")
    done = _("已作废。")

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.contradict_assessment(
            self.actor, assessment=self.kwargs["assessment"], because=values["because"]
        )
