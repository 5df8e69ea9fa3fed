"""Inspections: whether every rule of payments and books held, night by night; and another look."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.edits import ActView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.payments.about import batch_address
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.payments.api import inspections
from minzheng.kernel.payments.api.inspections import InspectionRow, Subject
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

KINDS: Mapping[str, Text] = {
    "batch": _("批次"),
    "line": _("发放明细"),
    "award": _("待遇"),
    "settlement": _("结算单"),
    "delivery": _("服务和实物待遇"),
    "journal": _("凭证"),
    "float": _("备用金"),
    "day": _("账簿日"),
}
"""What a subject is, in a word."""
OF_A_PAGE = ("award", "settlement", "delivery", "float")
"""Kinds whose page bears their name."""


def subject_address(subject: Subject) -> str:
    """The page of what breaks a rule; nothing where there is none, or not for whoever asks."""
    if subject.id is None:
        return ""
    if subject.batch is not None:
        return reverse("desk:payment_line", args=[subject.batch, subject.id])
    if subject.kind == "batch":
        return batch_address(subject.id)
    return reverse(f"desk:{subject.kind}", args=[subject.id]) if subject.kind in OF_A_PAGE else ""


class InspectionFilters(forms.Form):
    """Of which place."""

    division = DivisionField(_("县（区）"), required=False, blank=_("全部辖区"))


class InspectionList(ListView[InspectionRow]):
    """The inspections of the scope, the latest first."""

    permission = "ledger.read"
    title = _("账务核对")
    lead = _(
        "每天夜里从外面核对一遍全部发放和账簿。发现不符的县（区）暂停锁定新批次，核对无误以后自动恢复。"
    )
    template_name = "desk/payments/inspections.html"
    filters = InspectionFilters
    addressable = ("division",)
    columns = ()
    found: tuple[InspectionRow, ...] = ()
    empty = Empty(
        _("还没有核对过"),
        _("每天凌晨自动核对；有记账权限的财务人员也可以随时点“重新核对账务”。"),
        "checks",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[InspectionRow]:
        page = inspections.inspections(
            self.actor, division=wanted.get("division", ""), after=cursor, limit=limit
        )
        self.found = page.rows
        return page

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        stops = inspections.stops(self.actor)
        codes = {each.division for each in self.found} | {each.division for each in stops}
        return super().get_context_data(
            found=[shown(each) for each in self.found],
            stops=stops,
            busy=inspections.is_inspecting(self.actor),
            names=divisions.names(codes) if codes else {},
            **context,
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("发放批次"), reverse("desk:payments")),)


def shown(row: InspectionRow) -> dict[str, Any]:
    """An inspection with the pages of what it found."""
    return {
        "row": row,
        "rules": [
            {
                "title": rule.title,
                "subjects": [
                    (KINDS[each.kind], each.text, subject_address(each)) for each in rule.subjects
                ],
            }
            for rule in row.broken
        ],
    }


class InspectionOrder(ActView):
    """Lets the worker look at everything now."""

    permission = "ledger.post"
    done = _("已交后台核对。")

    def act(self, values: dict[str, Any]) -> None:
        inspections.order_inspection(self.actor)

    def back(self) -> str:
        return reverse("desk:inspections")
