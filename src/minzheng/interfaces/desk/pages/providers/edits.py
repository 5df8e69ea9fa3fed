"""What is done with providers: proposing, approving, ending, and their accounts."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import ReasonForm, line, offered
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.money import MonthField
from minzheng.interfaces.desk.pages.deliveries.lists import given_choices
from minzheng.interfaces.desk.pages.providers.lists import AboutProvider
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.api import providers
from minzheng.kernel.registry.api import organisations

LONGEST_CODE = 30
LONGEST_NUMBER = 40


class ProviderForm(forms.Form):
    """Which organisation is to give what, from when, and by which paper."""

    code = line(_("统一社会信用代码"), longest=LONGEST_CODE, help_text=_("须先在“机构”登记"))
    benefit = offered(_("待遇"), given_choices)
    from_month = MonthField(_("自何月起"))
    basis = line(_("依据"), help_text=_("协议、招标结果或者名录文号"))


class ProviderNew(EditView):
    """Proposes a provider."""

    permission = "provider.propose"
    title = _("提出服务机构")
    lead = _("由审批人员复核以后生效。")
    form_class = ProviderForm
    submit = _("提出")
    done = _("已提出，请接着登记账户，再由他人复核。")

    def initial(self) -> dict[str, Any]:
        return {"from_month": str(Month.of(clock.today()))}

    def save(self, values: dict[str, Any]) -> str:
        found = organisations.find_organisations(self.actor, text=values.pop("code")).rows
        if len(found) != 1:
            raise Refused("没有找到这个统一社会信用代码的机构，请先登记机构。")
        made = providers.propose_provider(self.actor, organisation=found[0].id, **values)
        return reverse("desk:provider", args=[made])

    def crumbs(self) -> tuple[Link, ...]:
        return (Link(_("服务机构"), reverse("desk:providers")),)


class ProviderEdit(AboutProvider, EditView):
    """A form about a provider, which goes back to its page."""


class ProviderApprove(ProviderEdit):
    """Another person agrees."""

    permission = "provider.approve"
    title = _("复核服务机构")
    lead = _("请核对协议和机构登记状态。提出人不能复核。")
    form_class = forms.Form
    submit = _("复核通过")
    done = _("已复核。")

    def save(self, values: dict[str, Any]) -> None:
        providers.approve_provider(self.actor, provider=self.provider)


class ProviderRefuse(ProviderEdit):
    """Sent back."""

    permission = "provider.approve"
    title = _("退回服务机构")
    form_class = ReasonForm
    submit = _("退回")
    done = _("已退回。")

    def save(self, values: dict[str, Any]) -> None:
        providers.refuse_provider(self.actor, provider=self.provider, **values)


class EndForm(ReasonForm):
    """Until when, and why."""

    last_month = MonthField(_("最后月份"))
    field_order = ("last_month", "reason")


class ProviderEnd(ProviderEdit):
    """Gives nothing any more."""

    permission = "provider.approve"
    title = _("终止服务机构")
    lead = _("最后月份以后不能再核销；以前提供的照常结算。")
    form_class = EndForm
    submit = _("终止")
    done = _("已终止。")

    def initial(self) -> dict[str, Any]:
        return {"last_month": str(Month.of(clock.today()))}

    def save(self, values: dict[str, Any]) -> None:
        providers.end_provider(self.actor, provider=self.provider, **values)


class AccountForm(forms.Form):
    """Where it is to be paid."""

    bank = line(_("开户银行"), longest=80)
    holder = line(_("户名"), help_text=_("应与机构名称一致"))
    number = line(_("账号"), longest=LONGEST_NUMBER, private=True)
    reason = line(_("变更原因"), required=False)


class ProviderAccount(ProviderEdit):
    """Proposes an account."""

    permission = "provider.propose"
    title = _("登记机构账户")
    lead = _("由他人复核；变更的账户过冷静期以后才能付款。")
    form_class = AccountForm
    submit = _("提出")
    done = _("已提出，请由他人复核。")

    def initial(self) -> dict[str, Any]:
        return {"holder": self.row.name}

    def save(self, values: dict[str, Any]) -> None:
        providers.propose_account(self.actor, provider=self.provider, **values)


class AccountApprove(ProviderEdit):
    """Another person agrees."""

    permission = "provider.approve"
    title = _("复核机构账户")
    lead = _("请与机构的开户证明核对。提出人不能复核。")
    form_class = forms.Form
    submit = _("复核通过")
    done = _("已复核。")

    def save(self, values: dict[str, Any]) -> None:
        providers.approve_account(self.actor, account=self.kwargs["provider_account"])


class AccountRefuse(ProviderEdit):
    """Sent back."""

    permission = "provider.approve"
    title = _("退回机构账户")
    form_class = ReasonForm
    submit = _("退回")
    done = _("已退回。")

    def save(self, values: dict[str, Any]) -> None:
        providers.refuse_account(self.actor, account=self.kwargs["provider_account"], **values)
