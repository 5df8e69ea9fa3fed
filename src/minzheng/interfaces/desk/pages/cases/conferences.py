"""Conferences on a case (个案会商): called, held, and what was agreed on followed to its end."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, day, line, paragraph
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import conferences

AGREED = 3
"""How many agreed matters the form takes at once; a longer list is recorded in two goes."""


def people(text: str) -> list[str]:
    """The names in a text: one a line, or with commas between."""
    for mark in "，、；,;":
        text = text.replace(mark, "\n")
    return [each.strip() for each in text.splitlines() if each.strip()]


class CallForm(forms.Form):
    """What is to be discussed, when, with whom."""

    subject = line(_("议题"), help_text=_("例如 医疗救助以后仍有困难，如何衔接临时救助"))
    planned_on = day(_("召开日期"))
    place = line(_("地点"), longest=LONGEST_NAME, required=False)
    attendees = paragraph(_("参加人"), help_text=_("单位和姓名，每行一位"))


class ConferenceNew(CaseEdit):
    """Calls a conference."""

    permission = "case.confer"
    title = _("召集个案会商")
    form_class = CallForm
    submit = _("召集")
    done = _("已登记，召开以后请记录结论。")

    def initial(self) -> dict[str, Any]:
        return {"planned_on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        conferences.call_conference(
            self.actor,
            case=self.case,
            subject=values["subject"],
            planned_on=values["planned_on"],
            place_of=values["place"],
            attendees=people(values["attendees"]),
        )


class RecordForm(forms.Form):
    """What was said, what was agreed, who does what until when."""

    attendees = paragraph(_("实际参加人"), help_text=_("单位和姓名，每行一位"))
    record = paragraph(_("会商记录"))
    agreed = paragraph(_("会商结论"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for number in range(1, AGREED + 1):
            self.fields[f"text_{number}"] = line(
                _("议定事项%(number)s") % {"number": number}, required=False
            )
            self.fields[f"responsible_{number}"] = line(
                _("责任单位或责任人"), longest=LONGEST_NAME, required=False
            )
            self.fields[f"office_{number}"] = DivisionField(_("由哪里跟踪"), required=False)
            self.fields[f"due_on_{number}"] = day(_("完成期限"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(1, AGREED + 1):
            if not values.get(f"text_{number}"):
                continue
            for name in ("responsible", "due_on"):
                if not values.get(f"{name}_{number}"):
                    self.add_error(f"{name}_{number}", _("议定事项须有责任人和期限。"))
        return values


def agreed(values: Mapping[str, Any], home: str) -> list[conferences.Agreed]:
    """The agreed matters that were filled in; followed at home where no office was chosen."""
    return [
        conferences.Agreed(
            text=values[f"text_{number}"],
            responsible=values[f"responsible_{number}"],
            office=values[f"office_{number}"] or home,
            due_on=values[f"due_on_{number}"],
        )
        for number in range(1, AGREED + 1)
        if values.get(f"text_{number}")
    ]


class AboutConference(CaseEdit):
    """A form about a conference on the case in the address."""

    permission = "case.confer"

    def conference(self) -> conferences.ConferenceRow:
        """The conference in the address. Raises `Unseen`."""
        for each in conferences.conferences_of(self.actor, case=self.case):
            if each.id == self.kwargs["conference"]:
                return each
        raise Unseen

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        self.row = self.conference()
        return super().form(given, files)


class ConferencePage(AboutConference):
    """One conference: its record, or the form for it; what was agreed on and how far it is."""

    title = _("个案会商")
    template_name = "desk/cases/conference.html"
    form_class = RecordForm
    submit = _("记录会商结论")
    done = _("会商结论已记录。")

    def initial(self) -> dict[str, Any]:
        return {"attendees": "\n".join(self.row.attendees)}

    def save(self, values: dict[str, Any]) -> None:
        conferences.record_conference(
            self.actor,
            conference=self.row.id,
            record=values["record"],
            agreed=values["agreed"],
            attendees=people(values["attendees"]),
            tasks=agreed(values, self.matter.division),
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, **context)


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = paragraph(_("取消的原因"), help_text=_("写进办件经过"))


class ConferenceCancel(AboutConference):
    """Calls a conference off."""

    title = _("取消会商")
    lead = _("取消以后需要会商的，重新召集。")
    form_class = CancelForm
    submit = _("确认取消会商")
    done = _("会商已取消。")

    def heading(self) -> Text:
        return f"{self.title}：{self.row.subject}"

    def save(self, values: dict[str, Any]) -> None:
        conferences.cancel_conference(self.actor, conference=self.row.id, reason=values["reason"])

    def crumbs(self) -> Sequence[Link]:
        above = reverse("desk:conference", args=[self.case, self.kwargs["conference"]])
        return (*super().crumbs(), Link(_("个案会商"), above))


class EndForm(forms.Form):
    """What came of an agreed matter."""

    done = choice(_("结果"), (("yes", _("已完成")), ("no", _("不再需要"))))
    result = paragraph(_("完成情况"))


class ConferenceTaskEnd(CaseEdit):
    """Ends something that a conference agreed on."""

    permission = "case.confer"
    title = _("议定事项办结")
    form_class = EndForm
    submit = _("办结")
    done = _("已登记。")

    def save(self, values: dict[str, Any]) -> None:
        task: UUID = self.kwargs["task"]
        conferences.end_task(
            self.actor, task=task, result=values["result"], done=values["done"] == "yes"
        )

    def back(self) -> str:
        return reverse("desk:conference", args=[self.case, self.kwargs["conference"]])
