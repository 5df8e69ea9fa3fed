"""Settlements: prepared by the month, agreed to by the provider, paid by a batch."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import ReasonForm, choice, day, line, offer
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Text, Tone
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text, yuan
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import settlements
from minzheng.kernel.payments.delivering.results import RedemptionRow, SettlementRow
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import Page

STATES = [("prepared", _("待对账")), ("agreed", _("已对账")), ("withdrawn", _("已撤回"))]
TONES = {"prepared": Tone.WAIT, "agreed": Tone.GOOD}


def settlement_address(row: SettlementRow) -> str:
    """The page of a settlement."""
    return reverse("desk:settlement", args=[row.id])


def state_badge(row: SettlementRow) -> Badge:
    """Where it stands, its payment included."""
    if row.paid:
        return Badge(row.paid, Tone.GOOD)
    return Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))


class SettlementFilters(forms.Form):
    """Which of them."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))


class SettlementList(ListView[SettlementRow]):
    """What is owed to providers, the newest first."""

    permission = "provider.read"
    title = _("服务结算单")
    lead = _("每月每个机构一张，机构对账以后编制发放批次，同样由三人检查、批准、确认。")
    filters = SettlementFilters
    addressable = ("state",)
    columns = (
        Column[SettlementRow](_("结算单号"), lambda row: row.number, settlement_address, main=True),
        Column[SettlementRow](_("服务机构"), lambda row: row.provider_name),
        Column[SettlementRow](_("待遇"), lambda row: row.benefit_title),
        Column[SettlementRow](_("县（区）"), lambda row: Area(row.division)),
        Column[SettlementRow](_("月份"), lambda row: month_text(row.month), style="mz-nowrap"),
        Column[SettlementRow](_("笔数"), lambda row: row.count, style="mz-amount"),
        Column[SettlementRow](
            _("结算金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"
        ),
        Column[SettlementRow](_("状态"), state_badge),
    )
    empty = Empty(
        _("没有结算单"),
        _("月份结束以后，由县级业务人员按核销编制。"),
        "file-invoice",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[SettlementRow]:
        return settlements.list_settlements(
            self.actor, state=wanted.get("state", ""), after=cursor, limit=limit
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("服务和实物待遇"), reverse("desk:deliveries")),)

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("编制结算单"), reverse("desk:settlement_new"), "file-plus", "provider.propose"),
            Link(
                _("编制发放批次"), reverse("desk:settlement_pay"), "cash", "payment.prepare", True
            ),
        )


class LabelForm(forms.Form):
    """Whose files."""

    label = choice(_("档案范围"), [(Label.ORDINARY.value, Label.ORDINARY.title)])


class PrepareForm(LabelForm):
    """Which month."""

    month = MonthField(_("月份"), help_text=_("以前月份没有结算的，会一并列入"))
    field_order = ("month", "label")


class _OfLabels(EditView):
    """A form that asks whose files, of those that the actor handles."""

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        labels = [each for each in Label if each in self.actor.labels]
        offer(form, "label", [(each.value, each.title) for each in labels])
        return form

    def back(self) -> str:
        return reverse("desk:settlements")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("服务结算单"), self.back()),)


class SettlementNew(_OfLabels):
    """Prepares those of a month."""

    permission = "provider.propose"
    title = _("编制结算单")
    lead = _("列入全部没有争议的核销；冲销的从中扣除，不够扣的留到下月。")
    form_class = PrepareForm
    submit = _("编制")
    done = _("已编制，请交机构对账。")

    def initial(self) -> dict[str, Any]:
        return {"month": str(Month.of(clock.today()) - 1), "label": Label.ORDINARY.value}

    def save(self, values: dict[str, Any]) -> None:
        settlements.prepare_settlements(
            self.actor,
            division=self.actor.division,
            month=values["month"],
            label=Label(values["label"]),
        )


class SettlementPay(_OfLabels):
    """Drafts the batch that pays them."""

    permission = "payment.prepare"
    title = _("编制服务结算批次")
    lead = _("列入全部已对账、没有支付的结算单，付到机构已复核的账户。")
    form_class = LabelForm
    submit = _("编制")
    done = _("批次已编制，请接着检查。")

    def save(self, values: dict[str, Any]) -> str:
        batch = settlements.draft_payment(
            self.actor, division=self.actor.division, label=Label(values["label"])
        )
        return reverse("desk:payment", args=[batch])


class AboutSettlement(DeskView):
    """A page about the settlement in the address."""

    @property
    def settlement(self) -> UUID:
        """The settlement in the address."""
        settlement: UUID = self.kwargs["settlement"]
        return settlement

    @cached_property
    def row(self) -> SettlementRow:
        """What stands above. Raises `Unseen`."""
        return settlements.settlement(self.actor, settlement=self.settlement)

    def back(self) -> str:
        """Its own page."""
        return settlement_address(self.row)

    def crumbs(self) -> Sequence[Link]:
        above = Link(_("服务结算单"), reverse("desk:settlements"))
        return (above, Link(self.row.number, self.back()))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(head=self.row, badge=state_badge(self.row), **context)


class SettlementPage(AboutSettlement, ListView[RedemptionRow]):
    """One settlement with what it is made of."""

    permission = "provider.read"
    template_name = "desk/providers/settlement.html"
    columns = (
        Column[RedemptionRow](_("服务日期"), lambda row: row.used_on, main=True),
        Column[RedemptionRow](_("服务方式"), lambda row: row.mode_title),
        Column[RedemptionRow](_("服务内容"), lambda row: row.content),
        Column[RedemptionRow](_("凭据号"), lambda row: row.voucher),
        Column[RedemptionRow](_("价格（元）"), lambda row: yuan(row.price_fen), style="mz-amount"),
        Column[RedemptionRow](
            _("补贴承担（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"
        ),
    )
    empty = Empty(_("没有核销"), _("结算单撤回以后，核销重新等待结算。"), "list")

    def heading(self) -> Text:
        return f"{self.row.provider_name} {month_text(self.row.month)}"

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[RedemptionRow]:
        return settlements.redemptions_in(
            self.actor, settlement=self.row.id, after=cursor, limit=limit
        )

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]

    def actions(self) -> Sequence[Link]:
        which = [self.settlement]
        agree = Link(
            _("登记对账"), reverse("desk:settlement_agree", args=which), "checks",
            "provider.propose", True,
        )  # fmt: skip
        withdraw = Link(
            _("撤回"), reverse("desk:settlement_withdraw", args=which), "arrow-back-up",
            "provider.propose",
        )  # fmt: skip
        if self.row.state == "prepared":
            return (withdraw, agree)
        return (withdraw,) if self.row.state == "agreed" and self.row.batch is None else ()


class AgreeForm(forms.Form):
    """Who said so for the provider, and when."""

    name = line(_("机构确认人"))
    on = day(_("确认日期"))


class SettlementAgree(AboutSettlement, EditView):
    """The provider agrees with the sum."""

    permission = "provider.propose"
    title = _("登记对账")
    lead = _("机构在结算单上签字盖章以后登记。")
    form_class = AgreeForm
    submit = _("登记")
    done = _("已对账，可以编制发放批次。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        settlements.agree_settlement(self.actor, settlement=self.settlement, **values)


class SettlementWithdraw(AboutSettlement, EditView):
    """It is wrong."""

    permission = "provider.propose"
    title = _("撤回结算单")
    lead = _("其中的核销重新等待结算。列入发放批次以后不能撤回。")
    form_class = ReasonForm
    submit = _("撤回")
    done = _("已撤回。")

    def save(self, values: dict[str, Any]) -> None:
        settlements.withdraw_settlement(self.actor, settlement=self.settlement, **values)
