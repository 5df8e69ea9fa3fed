"""The payroll board: batches by month and county, where they stand, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.benefit_choices import cash_choices
from minzheng.interfaces.desk.fields import choice, day, offer
from minzheng.interfaces.desk.generic.columns import Area, Column
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text, yuan
from minzheng.interfaces.desk.pages.payments.about import TONES, batch_address, state_badge
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import batches, comparisons, inspections, reading, sending
from minzheng.kernel.payments.finding import SOURCES
from minzheng.kernel.payments.results import BatchRow, StateTotal
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

STATES = [(each.value, str(each.label)) for each in BatchState]
DRAFTED = (BatchKind.REGULAR, BatchKind.BACKPAY, BatchKind.ONCE)
"""What is drafted here; the others begin on pages of their own."""

MOST_ALARMS = 10


class BatchFilters(forms.Form):
    """Which batches."""

    month = MonthField(_("月份"), required=False)
    division = DivisionField(_("县（区）"), required=False, blank=_("全部辖区"))
    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))


class PayrollBoard(ListView[BatchRow]):
    """Every batch of the scope, the newest first."""

    permission = "payment.read"
    title = _("发放批次")
    lead = _("编制人不能批准，批准人不能确认发放，每一步都有记录。")
    template_name = "desk/payments/board.html"
    filters = BatchFilters
    addressable = ("month", "division", "state")
    columns = (
        Column[BatchRow](
            _("批次号"), lambda row: row.number, lambda row: batch_address(row.id), main=True
        ),
        Column[BatchRow](_("县（区）"), lambda row: Area(row.division)),
        Column[BatchRow](_("月份"), lambda row: month_text(row.month), style="mz-nowrap"),
        Column[BatchRow](_("类别"), lambda row: row.kind_title),
        Column[BatchRow](_("状态"), state_badge),
        Column[BatchRow](_("发放笔数"), lambda row: row.count - row.held_count, style="mz-amount"),
        Column[BatchRow](_("发放金额（元）"), lambda row: yuan(row.to_pay_fen), style="mz-amount"),
        Column[BatchRow](_("暂缓笔数"), lambda row: row.held_count or None, style="mz-amount"),
        Column[BatchRow](_("编制时间"), lambda row: row.made_at, style="mz-nowrap mz-number"),
    )
    empty = Empty(
        _("没有发放批次"),
        _("每月待遇核定以后，由县级业务人员编制发放批次。也可以换一个月份或状态再看。"),
        "cash",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[BatchRow]:
        return reading.list_batches(
            self.actor,
            division=wanted.get("division", ""),
            month=wanted.get("month"),
            state=wanted.get("state", ""),
            after=cursor,
            limit=limit,
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = context["form"]
        wanted = form.cleaned_data if form.is_valid() else {}
        totals = reading.batch_totals(
            self.actor, division=wanted.get("division", ""), month=wanted.get("month")
        )
        context["totals"] = [{"row": each, "tone": tone(each)} for each in totals]
        context["asked"] = month_text(wanted.get("month"))
        context["unanswered"] = sending.unanswered_batches(self.actor, limit=MOST_ALARMS)
        context["stops"] = stops = inspections.stops(self.actor)
        context["names"] = divisions.names({each.division for each in stops}) if stops else {}
        return super().get_context_data(**context)

    def actions(self) -> Sequence[Link]:
        return (
            Link(
                _("登记数据比对"), reverse("desk:comparison_new"), "arrows-diff", "payment.prepare"
            ),
            Link(_("编制批次"), reverse("desk:payment_new"), "plus", "payment.prepare", True),
        )


def tone(total: StateTotal) -> str:
    """The colour of a figure of the board."""
    return TONES[total.state].value


class DraftForm(forms.Form):
    """What a batch is to pay."""

    month = MonthField(_("月份"), help_text=_("以前月份欠发的，会一并列为补发"))
    kind = choice(_("类别"), [(each.value, str(each.label)) for each in DRAFTED])
    label = choice(_("档案范围"), [(Label.ORDINARY.value, Label.ORDINARY.title)])
    benefits = forms.MultipleChoiceField(
        label=_("待遇"),
        required=False,
        choices=cash_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是这一类别的全部待遇"),
    )


class PaymentNew(EditView):
    """Drafts a batch: what is due and has not been paid."""

    permission = "payment.prepare"
    title = _("编制批次")
    lead = _("系统按应发金额减去已列入发放的金额编制，重复编制不会重复发放。")
    form_class = DraftForm
    submit = _("编制")
    done = _("批次已编制，请接着检查。")

    def initial(self) -> dict[str, Any]:
        return {"month": str(Month.of(clock.today())), "label": Label.ORDINARY.value}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        labels = [each for each in Label if each in self.actor.labels]
        offer(form, "label", [(each.value, each.title) for each in labels])
        return form

    def save(self, values: dict[str, Any]) -> str:
        batch = batches.draft_batch(
            self.actor,
            division=self.actor.division,
            month=values["month"],
            kind=BatchKind(values["kind"]),
            label=Label(values["label"]),
            benefits=tuple(values["benefits"]),
        )
        return batch_address(batch)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("发放批次"), reverse("desk:payments")),)


class ComparisonForm(forms.Form):
    """With whose records, as of which day."""

    source = choice(_("比对内容"), SOURCES.items())
    on = day(_("比对日期"), help_text=_("对方名单截至哪一天"))


class ComparisonNew(EditView):
    """Says that the recipients were compared with the records of others."""

    permission = "payment.prepare"
    title = _("登记数据比对")
    lead = _("发放前应当与死亡、服刑等名单比对；比对过期的，检查时会提示。")
    form_class = ComparisonForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        comparisons.record_comparison(self.actor, division=self.actor.division, **values)

    def back(self) -> str:
        return reverse("desk:payments")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("发放批次"), reverse("desk:payments")),)
