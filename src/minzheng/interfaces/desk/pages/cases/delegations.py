"""Delegated power to decide: a dated setting of a county and an item, by two persons."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import day, line, offered
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.cases.items import delegable_choices
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import delegations
from minzheng.kernel.registry.api import divisions


class Delegations(DeskView):
    """Who decides what, from when on."""

    permission = "case.delegate"
    title = _("委托审核确认")
    lead = _(
        "县级民政部门可以把审核确认权委托给乡镇（街道）。一人提出，另一人批准；"
        "按受理之日的设置决定由谁审核确认，改动不影响已经受理的办件。"
    )
    template_name = "desk/cases/delegations.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = delegations.delegations(self.actor)
        names = divisions.names({each.county for each in rows})
        return self.render_to_response(self.get_context_data(rows=rows, names=names))

    def actions(self) -> Sequence[Link]:
        new = reverse("desk:delegation_new")
        return (Link(_("提出委托"), new, "plus", "case.delegate", True),)


class DelegationForm(forms.Form):
    """What is delegated, and by which document."""

    item = offered(_("事项"), delegable_choices)
    valid_from = day(_("自何日起受理的"))
    valid_to = day(_("至何日止"), required=False, help_text=_("没有期限的留空"))
    document = line(_("委托文件"), help_text=_("文件名称和文号"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("应晚于起始日期。"))
        return values


def one(actor: Actor, wanted: UUID) -> delegations.DelegationRow:
    """A delegation of one's county. Raises `Unseen`."""
    for each in delegations.delegations(actor):
        if each.id == wanted:
            return each
    raise Unseen


class _ToDelegations(DeskView):
    """Forms and buttons beneath the list."""

    permission = "case.delegate"

    def back(self) -> str:
        """The list."""
        return reverse("desk:delegations")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("委托审核确认"), self.back()),)


class AboutDelegation(_ToDelegations, EditView):
    """A form about the delegation in the address; unseen ones are not found."""

    def heading(self) -> Text:
        row = one(self.actor, self.kwargs["delegation"])
        return f"{self.title}：{row.item_title}"


class DelegationNew(_ToDelegations, EditView):
    """Proposes a delegation."""

    title = _("提出委托")
    step_up = True
    form_class = DelegationForm
    submit = _("提出")
    done = _("已提出，须由另一人批准。")

    def initial(self) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def save(self, values: dict[str, Any]) -> None:
        delegations.propose_delegation(self.actor, **values)


class DelegationApprove(_ToDelegations, ActView):
    """The second person agrees."""

    done = _("已批准。")

    def act(self, values: dict[str, Any]) -> None:
        delegations.approve_delegation(self.actor, delegation=self.kwargs["delegation"])


class RefuseForm(forms.Form):
    """Why not."""

    reason = line(_("不批准的原因"))


class DelegationRefuse(AboutDelegation):
    """The second person does not agree."""

    title = _("不批准委托")
    form_class = RefuseForm
    submit = _("不批准")
    done = _("未批准。")

    def save(self, values: dict[str, Any]) -> None:
        wanted: UUID = self.kwargs["delegation"]
        delegations.refuse_delegation(self.actor, delegation=wanted, reason=values["reason"])


class EndForm(forms.Form):
    """Why the power comes back."""

    because = line(_("收回原因"))


class DelegationEnd(AboutDelegation):
    """Takes the power back."""

    title = _("收回委托")
    lead = _("从明天起受理的由县（区）审核确认；今天和以前受理的照原来的办完。")
    step_up = True
    form_class = EndForm
    submit = _("收回")
    done = _("已收回。")

    def save(self, values: dict[str, Any]) -> None:
        wanted: UUID = self.kwargs["delegation"]
        delegations.end_delegation(self.actor, delegation=wanted, **values)
