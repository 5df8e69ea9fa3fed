"""What was found outside the office, on one page of the case; and the forms beside the visit."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import BecauseForm, choice, day, line, offer, paragraph
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.about import AboutCase, CaseEdit
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import AGREEMENTS, STANDINGS, Attendee, Meeting

MOST_LINES = 60


class CaseFieldwork(AboutCase):
    """Visits, inquiries, appraisals and assessments of a case."""

    permission = "case.read"
    title = _("调查情况")
    template_name = "desk/fieldwork/case.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        found = fieldwork.fieldwork_of(self.actor, case=case)
        return self.render_to_response(self.get_context_data(found=found))

    def actions(self) -> tuple[Link, ...]:
        where = [self.case]
        return (
            Link(_("安排入户"), reverse("desk:visit_order", args=where), "walk", "visit.record"),
            Link(
                _("登记邻里访问"), reverse("desk:inquiry_new", args=where), "users", "visit.record"
            ),
        )


class OrderForm(forms.Form):
    """Which two go."""

    first = choice(_("调查人员一"), ())
    second = choice(_("调查人员二"), ())
    due_on = day(_("最迟日期"), required=False)
    note = line(_("嘱托"), required=False, help_text=_("写给两名调查人员看的，比如门牌怎么找"))


class VisitOrder(CaseEdit):
    """Sends two members of staff who stand apart from the household."""

    permission = "visit.record"
    title = _("安排入户调查")
    lead = _("入户调查由两名调查人员一起去；与该家庭有近亲属关系的不能去。")
    template_name = "desk/fieldwork/order.html"
    form_class = OrderForm
    submit = _("安排")
    done = _("已安排，两名调查人员的“我的入户”里可以看到。")

    @cached_property
    def step(self) -> str:
        """The visit that is due. Raises `Conflict` where none is."""
        return fieldwork.visit_step(self.actor, case=self.case)

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        self.candidates = fieldwork.candidates(self.actor, case=self.case, step=self.step)
        able = [
            (str(each.account), f"{each.name}（{each.place} {each.role_title}）")
            for each in self.candidates
            if not each.why_not
        ]
        for name in ("first", "second"):
            offer(form, name, [("", "—"), *able])
        return form

    def initial(self) -> dict[str, Any]:
        return {"first": str(self.actor.account)}

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.order_visit(
            self.actor,
            case=self.case,
            step=self.step,
            investigators=(UUID(values["first"]), UUID(values["second"])),
            due_on=values["due_on"],
            note=values["note"],
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        kept_away = [each for each in self.candidates if each.why_not]
        return super().get_context_data(kept_away=kept_away, **context)


class VisitVoid(CaseEdit):
    """Calls a visit off."""

    permission = "visit.record"
    title = _("作废入户安排")
    lead = _("已经登记但没有确认的入户记录一并作废，可以重新安排。")
    form_class = BecauseForm
    submit = _("作废")
    done = _("已作废。")

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.void_order(self.actor, order=self.kwargs["order"], because=values["because"])


class InquiryForm(forms.Form):
    """What somebody who knows the household said."""

    asked_on = day(_("访问日期"))
    standing = choice(_("被访人身份"), STANDINGS)
    asked = line(
        _("被访人姓名"), required=False, private=True, help_text=_("不愿留名的留空；不会告诉该家庭")
    )
    agreement = choice(_("与申报"), AGREEMENTS)
    answer = paragraph(_("反映的情况"))


class InquiryNew(CaseEdit):
    """Neighbours' inquiry."""

    permission = "visit.record"
    title = _("登记邻里访问")
    lead = _("被访人的姓名和说的话加密保存，只给办理人员看。")
    form_class = InquiryForm
    submit = _("登记")
    done = _("邻里访问已登记。")

    def initial(self) -> dict[str, Any]:
        return {"asked_on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.record_inquiry(self.actor, case=self.case, **values)


class AppraisalForm(forms.Form):
    """A meeting: who came, how they voted, what was said."""

    held_on = day(_("评议日期"))
    venue = line(_("地点"))
    attendees = paragraph(
        _("参加人"), help_text=_("一行一人，姓名后面空一格写身份，如：李四 村民代表")
    )
    votes_for = forms.IntegerField(label=_("认为属实（票）"), min_value=0, max_value=MOST_LINES)
    votes_against = forms.IntegerField(
        label=_("认为不属实（票）"), min_value=0, max_value=MOST_LINES
    )
    abstained = forms.IntegerField(label=_("弃权（票）"), min_value=0, max_value=MOST_LINES)
    minutes = paragraph(_("评议记录"), longest=4_000)
    paper = forms.FileField(
        label=_("签到和记录原件"), required=False, help_text=_("照片或者PDF，可以以后补")
    )


class AppraisalNew(CaseEdit):
    """Democratic appraisal of a disputed case."""

    permission = "case.handle"
    title = _("登记民主评议")
    lead = _("只有情况有争议的办件才评议。评议意见供审核参考，不代替审核。")
    form_class = AppraisalForm
    submit = _("登记")
    done = _("民主评议已登记。")

    def initial(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        paper = values.pop("paper")
        people = tuple(_attendees(values.pop("attendees")))
        fieldwork.record_appraisal(
            self.actor,
            case=self.case,
            meeting=Meeting(attendees=people, **values),
            signed_paper=paper.read() if paper else b"",
        )


def _attendees(text: str) -> list[Attendee]:
    found = []
    for each in filter(None, map(str.strip, text.splitlines())):
        name, _space, role = each.partition(" ")
        if not role.strip():
            raise Refused(f"“{name}”后面请写身份，如：{name} 村民代表。")
        found.append(Attendee(name[:100], role.strip()[:100]))
    return found
