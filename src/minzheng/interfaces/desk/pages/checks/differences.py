"""One line of the comparison: what each department said, what the household says, what holds."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, line, paragraph
from minzheng.interfaces.desk.pages.cases.papers import kept
from minzheng.interfaces.desk.pages.checks.about import AboutCheck, CheckAct, CheckEdit
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import DifferenceState


class _AboutLine(AboutCheck):
    """A page about one line of this case's check."""

    def file(self) -> checks.DifferenceFile:
        """The line, which is an event."""
        found = checks.difference_of(self.actor, difference=self.kwargs["difference"])
        if found.case != self.case:
            raise Http404
        return found


class Difference(_AboutLine):
    """The line with everything that was said about it."""

    title = _("比对项目")
    template_name = "desk/checks/difference.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        found = self.file()
        may_act = found.round.state == "open" and self.actor.may("check.order")
        context = self.get_context_data(
            title=f"{found.difference.fact_title}（{found.difference.whose}）",
            row=found.difference,
            round=found.round,
            may_act=may_act and found.difference.open,
        )
        return self.render_to_response(context)


class _LineEdit(CheckEdit, _AboutLine):
    """A form about the line, which goes back to it."""

    def back(self) -> str:
        return reverse("desk:check_difference", args=[self.case, self.kwargs["difference"]])


class ObjectionForm(forms.Form):
    """What the household says, and what it shows for it."""

    text = paragraph(_("家庭的说明"), longest=1000)
    file = forms.FileField(label=_("证据"), required=False, help_text=_("照片或文件，可以不交"))


class Objection(_LineEdit):
    """The household does not agree with the line."""

    title = _("登记家庭的异议")
    form_class = ObjectionForm
    submit = _("登记")
    done = _("异议已登记。")

    def save(self, values: dict[str, Any]) -> None:
        file = values["file"]
        document = kept(self.actor, self.matter, file, "other") if file else None
        checks.dispute_difference(
            self.actor,
            difference=self.kwargs["difference"],
            text=values["text"],
            document=document,
        )


class Concede(CheckAct):
    """The household agrees with what was found."""

    done = _("已登记家庭认可。")

    def act(self, values: dict[str, Any]) -> None:
        checks.concede_difference(self.actor, difference=self.kwargs["difference"])

    def back(self) -> str:
        where = [self.kwargs["case"], self.kwargs["difference"]]
        return reverse("desk:check_difference", args=where)


OUTCOMES = [(each.value, each.label) for each in (DifferenceState.FOUND, DifferenceState.DECLARED)]


class SettlementForm(forms.Form):
    """What holds, and why."""

    outcome = choice(_("以哪一个为准"), OUTCOMES)
    reason = line(_("理由"), help_text=_("写明依据，例如见到的证据；会印在核对报告上"))


class Settle(_LineEdit):
    """A person decides what holds."""

    title = _("处理差异")
    lead = _("以核对结果为准的，按数据截至日记入档案；以申报为准的，说明为什么。")
    form_class = SettlementForm
    submit = _("确定")
    done = _("已处理。")

    def save(self, values: dict[str, Any]) -> None:
        checks.settle_difference(
            self.actor,
            difference=self.kwargs["difference"],
            outcome=values["outcome"],
            reason=values["reason"],
        )
