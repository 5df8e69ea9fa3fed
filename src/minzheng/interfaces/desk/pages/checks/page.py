"""The check of a case on one page: who allowed it, who has answered, what differs."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.steps import StepKind
from minzheng.interfaces.desk.fields import ReasonForm, day, line
from minzheng.interfaces.desk.pages.cases.about import AboutCase
from minzheng.interfaces.desk.pages.checks.about import CheckAct, CheckEdit
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import work
from minzheng.kernel.documents.api import attachment_of
from minzheng.kernel.exchange.api import checks


class CheckPage(AboutCase):
    """Everything about the check."""

    permission = "check.read"
    title = _("家庭经济状况核对")
    lead = _("部门没有答复的情况按“不知道”办。与申报不一致的，先告知家庭、听取说明，再由人处理。")
    template_name = "desk/checks/page.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        view = checks.check_view(self.actor, case=self.case)
        step = work.own_step(self.actor, case=self.case, kind=StepKind.CHECK)
        context = self.get_context_data(check=view, may_order=self._may_order(view), step=step)
        return self.render_to_response(context)

    def _may_order(self, view: checks.CheckView) -> bool:
        return view.open and self.actor.may("check.order")


class CheckStart(CheckAct):
    """Puts the questions, once for everybody who has allowed it."""

    done = _("已发起核对，后台会逐个部门发出查询。")

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        # Before the savepoint of the act: a refusal must leave its event behind.
        checks.open_purpose(self.actor, self.kwargs["case"])
        return super().post(request, **where)

    def act(self, values: dict[str, Any]) -> None:
        checks.start_check(self.actor, case=self.kwargs["case"])


class Recheck(CheckEdit):
    """Asks everybody anew."""

    title = _("重新核对")
    lead = _("所有部门重新询问一遍；这一次的结果保留备查，不再更改。")
    form_class = ReasonForm
    submit = _("重新核对")
    done = _("已重新发起核对。")

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        checks.open_purpose(self.actor, self.case)
        return super().post(request, **where)

    def save(self, values: dict[str, Any]) -> None:
        checks.recheck(self.actor, case=self.case, reason=values["reason"])


class CheckAgreeing(CheckAct):
    """Puts on file what declaration and departments agree about."""

    done = _("一致的项目已记入档案，写明数据截至日。")

    def act(self, values: dict[str, Any]) -> None:
        checks.accept_agreeing(self.actor, case=self.kwargs["case"])


class TellForm(forms.Form):
    """How and when the household was told."""

    method = line(_("怎样告知的"), help_text=_("例如 当面、电话、送达书面告知"))
    on = day(_("告知日期"))


class CheckTell(CheckEdit):
    """Records that the household was told of the differences."""

    title = _("告知家庭")
    lead = _("把不一致的项目逐项告诉家庭；家庭可以说明并提供证据，期限内不采用对其不利的结果。")
    form_class = TellForm
    submit = _("登记已告知")
    done = _("已登记告知，等待家庭说明。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        checks.tell_household(self.actor, case=self.case, method=values["method"], on=values["on"])


class CheckReport(CheckAct):
    """The report: made by a button, opened by a link."""

    http_method_names = ["get", "post"]
    permission = "check.read"
    write_permission = "check.order"
    done = _("核对报告已生成。")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        file = checks.report_file(self.actor, case=self.kwargs["case"])
        return attachment_of(file)

    def act(self, values: dict[str, Any]) -> None:
        checks.check_report(self.actor, case=self.kwargs["case"])
