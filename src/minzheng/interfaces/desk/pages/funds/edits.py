"""What is set up before anything is paid: funds, their money, who bears what, the payer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.benefit_choices import cash_choices
from minzheng.interfaces.desk.fields import Choices, YuanField, choice, day, line, offer, offered
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.money import MonthField
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.api import funds
from minzheng.kernel.payments.api.funds import Source
from minzheng.kernel.payments.ports import bank_formats

MOST_FUNDS = 5
SHARES = tuple(range(1, MOST_FUNDS + 1))


class FundEdit(EditView):
    """A form that goes back to the funds."""

    permission = "fund.manage"

    def back(self) -> str:
        return reverse("desk:funds")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("资金和执行进度"), reverse("desk:funds")),)


class FundForm(forms.Form):
    """A fund."""

    code = line(_("编码"), longest=40)
    title = line(_("名称"), longest=100)
    source = choice(_("来源"), [(each.value, str(each.label)) for each in Source])


class FundNew(FundEdit):
    """Opens a fund of one's county."""

    title = _("登记资金")
    form_class = FundForm
    submit = _("登记")
    done = _("已登记。请接着登记下达的金额。")

    def save(self, values: dict[str, Any]) -> str:
        fund = funds.open_fund(
            self.actor,
            code=values["code"],
            title=values["title"],
            source=Source(values["source"]),
            division=self.actor.division,
        )
        return reverse("desk:fund_allot", args=[fund])


class AllotForm(forms.Form):
    """How much, by which document. The id makes twice once."""

    journal = forms.UUIDField(widget=forms.HiddenInput)
    amount_fen = YuanField(_("下达金额（元）"))
    document = line(_("文号"))
    on = day(_("下达日期"))


class FundAllot(FundEdit):
    """Money that was given to a fund."""

    title = _("登记下达")
    form_class = AllotForm
    submit = _("登记")
    done = _("已登记并记账。")

    def initial(self) -> dict[str, Any]:
        return {"journal": uuid4(), "on": clock.today()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = funds.fund(self.actor, fund=self.kwargs["fund"])
        context["lead"] = f"{row.title} · {row.source_title}"
        return super().get_context_data(**context)

    def save(self, values: dict[str, Any]) -> None:
        funds.allot(self.actor, fund=self.kwargs["fund"], **values)


class SharesForm(forms.Form):
    """Which funds bear how many thousandths of a benefit from a month on."""

    benefit = offered(_("待遇"), cash_choices)
    from_month = MonthField(_("自何月起"))


for _number in SHARES:
    SharesForm.base_fields[f"fund_{_number}"] = choice(
        _("资金%(number)d") % {"number": _number}, (), required=_number == 1
    )
    SharesForm.base_fields[f"share_{_number}"] = forms.IntegerField(
        label=_("分担（‰）"), min_value=1, max_value=1000, required=_number == 1
    )


class FundShares(FundEdit):
    """Who bears which share."""

    title = _("分担比例")
    lead = _("各资金的千分比之和应为1000；变更从另一个月份起设置，原来的保留。")
    form_class = SharesForm
    done = _("已设置。")

    def initial(self) -> dict[str, Any]:
        return {"from_month": str(Month.of(clock.today()))}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        rows = funds.funds(self.actor, division=self.actor.division)
        known = [(str(each.id), f"{each.title}（{each.source_title}）") for each in rows]
        for number in SHARES:
            offer(form, f"fund_{number}", known if number == 1 else [("", "—"), *known])
        return form

    def save(self, values: dict[str, Any]) -> None:
        shares: dict[UUID, int] = {}
        for number in SHARES:
            fund, share = values[f"fund_{number}"], values[f"share_{number}"]
            if bool(fund) != bool(share):
                raise Refused("每项资金都要填千分比，填了千分比的要选资金。")
            if fund:
                shares[UUID(fund)] = shares.get(UUID(fund), 0) + share
        funds.set_shares(
            self.actor,
            benefit=values["benefit"],
            division=self.actor.division,
            from_month=values["from_month"],
            shares=shares,
        )


def format_choices() -> Choices:
    """The bank formats of this installation."""
    return [(each.code, each.title) for each in bank_formats().values()]


class PayerForm(forms.Form):
    """From where a county pays."""

    name = line(_("付款户名"), longest=100)
    bank = line(_("开户银行"), longest=100)
    number = line(_("付款账号"), longest=40, private=True)
    code = offered(_("银行文件格式"), format_choices)


class FundPayer(FundEdit):
    """The bank account from which one's county pays."""

    title = _("付款账户")
    lead = _("设置以后用于新生成的银行文件；账号加密保存，不再显示。")
    form_class = PayerForm
    done = _("已设置。")

    def save(self, values: dict[str, Any]) -> None:
        funds.set_payer(self.actor, division=self.actor.division, **values)
