"""What is done with a debt: each step a command of the kernel, shown to whoever may take it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import (
    OpinionForm,
    ReasonForm,
    YuanField,
    choice,
    day,
    line,
    offer,
    paragraph,
)
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.money import MonthField
from minzheng.interfaces.desk.pages.recovery.about import DebtEdit, debt_address
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.entitlements.api import awards
from minzheng.kernel.entitlements.api.awards import AwardFile
from minzheng.kernel.payments.api import debts, recovery, write_offs
from minzheng.kernel.payments.api.debts import DebtorRole, Ground
from minzheng.kernel.payments.recovery_results import OverpaidRow, WriteOffRow
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.parties import home_of, parties_of_household

LONGEST_BASIS = 1000
LONGEST_NUMBER = 40


class ProposeForm(forms.Form):
    """Which months, why, and of whom."""

    first = MonthField(_("自何月"))
    last = MonthField(_("至何月"))
    ground = choice(_("原因"), [(each.value, str(each.label)) for each in Ground])
    role = choice(_("返还义务人"), [(each.value, str(each.label)) for each in DebtorRole])
    debtor = choice(
        _("继承人或者监护人"),
        (),
        required=False,
        blank=_("领款人本人"),
    )
    number = line(
        _("不在名单里的，填身份号码"), longest=LONGEST_NUMBER, required=False, private=True
    )
    basis = paragraph(
        _("事实和依据"),
        longest=LONGEST_BASIS,
        help_text=_("会印在返还告知书上：哪一天发生什么、怎样核实的、依据哪一条"),
    )


class DebtNew(EditView):
    """Asks back what was overpaid for an award."""

    permission = "recovery.propose"
    title = _("提出追回")
    lead = _("系统按已发减去应发逐月计算，多一分也不能提。提出以后由另一人确认。")
    template_name = "desk/recovery/new.html"
    form_class = ProposeForm
    submit = _("提出")
    done = _("已提出，等另一人确认。")

    @cached_property
    def file(self) -> AwardFile:
        """The award in the address. Raises `Unseen`."""
        return awards.award_file(self.actor, award=self.kwargs["award"])

    @cached_property
    def months(self) -> Sequence[OverpaidRow]:
        """What was overpaid for it in the last years, month by month."""
        last = Month.of(clock.today())
        return debts.overpaid(
            self.actor,
            division=self.file.award.division,
            first=last - (debts.MOST_MONTHS - 1),
            last=last,
            award=self.kwargs["award"],
        )

    def initial(self) -> dict[str, Any]:
        months = [each.month for each in self.months]
        found = {"first": str(min(months)), "last": str(max(months))} if months else {}
        return {**found, "role": DebtorRole.PAYEE.value}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        row = self.file.award
        alone = home_of(row.person, clock.today()) if row.person else None
        home = row.household or alone
        members = parties_of_household(home, clock.today()).members if home else ()
        known = [(str(each.person), each.name) for each in members if each.person != row.payee]
        offer(form, "debtor", [("", _("领款人本人")), *known])
        return form

    def save(self, values: dict[str, Any]) -> str:
        made = recovery.propose_receivable(
            self.actor,
            award=self.kwargs["award"],
            first=values["first"],
            last=values["last"],
            ground=Ground(values["ground"]),
            basis=values["basis"],
            role=DebtorRole(values["role"]),
            debtor=self.debtor(values),
        )
        return debt_address(made)

    def debtor(self, values: dict[str, Any]) -> UUID | None:
        """Whoever is named instead of the payee. Raises `Refused`."""
        if not values["number"]:
            return UUID(values["debtor"]) if values["debtor"] else None
        found = people.find_persons(self.actor, text=values["number"]).rows
        if len(found) != 1:
            raise Refused("没有找到这个号码的人员，请先登记人员档案。")
        return found[0].id

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(award=self.file.award, months=self.months, **context)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("追缴"), reverse("desk:receivables")),
            Link(_("多发款项"), reverse("desk:overpaid")),
        )


class DebtConfirm(DebtEdit):
    """The second person agrees."""

    permission = "recovery.approve"
    title = _("确认追回")
    lead = _("确认以后记账，可以送达返还告知书。提出人不能确认。")
    form_class = forms.Form
    submit = _("确认")
    done = _("已确认并记账。")

    def save(self, values: dict[str, Any]) -> None:
        recovery.confirm_receivable(self.actor, receivable=self.receivable)


class DebtWithdraw(DebtEdit):
    """Takes a claim back before anything came in."""

    permission = "recovery.approve"
    title = _("撤回追回")
    lead = _("已记的账会冲销，多发的月份可以重新提出。")
    form_class = ReasonForm
    submit = _("撤回")
    done = _("已撤回。")

    def save(self, values: dict[str, Any]) -> None:
        recovery.withdraw_receivable(
            self.actor, receivable=self.receivable, reason=values["reason"]
        )


class PlanForm(forms.Form):
    """How many parts, from when on."""

    count = forms.IntegerField(
        label=_("分几期"), min_value=1, max_value=recovery.MOST_INSTALMENTS, localize=False
    )
    first_due = day(_("首期日期"), help_text=_("以后每月同一天，应为1至28日"))


class DebtPlan(DebtEdit):
    """Agrees on parts."""

    permission = "recovery.propose"
    title = _("约定分期")
    lead = _("尚欠金额按月平均分期，除不尽的分摊在前几期；重新约定的，代替以前的约定。")
    form_class = PlanForm
    submit = _("约定")
    done = _("已约定分期。")

    def initial(self) -> dict[str, Any]:
        next_month = (Month.of(clock.today()) + 1).first_day
        return {"count": 12, "first_due": next_month.replace(day=15)}

    def save(self, values: dict[str, Any]) -> None:
        recovery.plan_instalments(self.actor, receivable=self.receivable, **values)


class ReceiptForm(forms.Form):
    """How much came in. The id makes twice once."""

    receipt = forms.UUIDField(widget=forms.HiddenInput)
    amount_fen = YuanField(_("收款金额（元）"))
    on = day(_("收款日期"))
    voucher = line(_("票据号"))


class DebtReceipt(DebtEdit):
    """Money that came in."""

    permission = "recovery.receive"
    title = _("登记收款")
    form_class = ReceiptForm
    submit = _("登记")
    done = _("已登记并记账。")

    def initial(self) -> dict[str, Any]:
        return {"receipt": uuid4(), "on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        recovery.record_receipt(self.actor, receivable=self.receivable, **values)


class WriteOffForm(forms.Form):
    """How much is given up, and the hardship."""

    amount_fen = YuanField(_("核销金额（元）"))
    reason = paragraph(
        _("困难情况和依据"), longest=LONGEST_BASIS, help_text=_("写明怎样核实的、有哪些材料")
    )


class WriteOffNew(DebtEdit):
    """Proposes to give up a part."""

    permission = "recovery.propose"
    title = _("提出核销")
    lead = _("确实无力返还的才提出。由另一人批准；累计超过县级限额的由市级批准。")
    form_class = WriteOffForm
    submit = _("提出")
    done = _("已提出，等另一人批准。")

    def save(self, values: dict[str, Any]) -> None:
        write_offs.propose_write_off(self.actor, receivable=self.receivable, **values)


class OneWriteOff(DebtEdit):
    """A form about one write-off of the debt."""

    permission = "recovery.approve"
    template_name = "desk/recovery/write_off.html"
    form_class = OpinionForm

    @cached_property
    def write_off(self) -> WriteOffRow:
        """The write-off in the address. Raises `Unseen`."""
        view = debts.receivable_view(self.actor, receivable=self.receivable)
        wanted: UUID = self.kwargs["write_off"]
        found = (each for each in view.write_offs if each.id == wanted)
        if (row := next(found, None)) is None:
            raise Unseen
        return row

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(write_off=self.write_off, **context)


class WriteOffApprove(OneWriteOff):
    """It is given up."""

    permission = "recovery.approve"
    title = _("批准核销")
    submit = _("批准核销")
    done = _("已核销并记账。")

    def save(self, values: dict[str, Any]) -> None:
        write_offs.approve_write_off(
            self.actor, write_off=self.write_off.id, opinion=values["opinion"]
        )


class WriteOffRefuse(OneWriteOff):
    """It is not."""

    permission = "recovery.approve"
    title = _("不予核销")
    submit = _("不予核销")
    done = _("已退回，继续追回。")

    def save(self, values: dict[str, Any]) -> None:
        write_offs.refuse_write_off(
            self.actor, write_off=self.write_off.id, opinion=values["opinion"]
        )
