"""The page of a proposal: what it would change, who approves, and what came of it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.numbers.figures import rerated, simulated
from minzheng.interfaces.desk.pages.numbers.lists import proposal_address, state_badge
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.api.numbers import ProposalView, WorkRow
from minzheng.kernel.registry.api import divisions

BUSY = frozenset({"ordered", "working"})
WORK_TONES = {"finished": Tone.GOOD, "failed": Tone.BAD}


def work_badge(work: WorkRow | None) -> Badge | None:
    """How far work in the background is."""
    return Badge(work.state_title, WORK_TONES.get(work.state, Tone.WAIT)) if work else None


class AboutProposal(DeskView):
    """A page about the proposal in the address."""

    @property
    def proposal(self) -> UUID:
        """The proposal in the address."""
        found: UUID = self.kwargs["number_proposal"]
        return found

    @cached_property
    def shown_proposal(self) -> ProposalView:
        """The proposal as it stands."""
        return numbers.proposal_view(self.actor, proposal=self.proposal)

    def back(self) -> str:
        """The page of the proposal."""
        return proposal_address(self.proposal)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("标准和参数"), reverse("desk:numbers")),
            Link(_("参数调整"), self.back()),
        )


class ProposalPage(AboutProposal):
    """One proposal on one page."""

    permission = "number.read"
    template_name = "desk/numbers/page.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        view = self.shown_proposal
        context = self.get_context_data(title=view.row.title, **self.shown(view))
        return self.render_to_response(context)

    def shown(self, view: ProposalView) -> dict[str, Any]:
        """Everything of a proposal."""
        found = simulated(self.actor, view)
        raised = rerated(self.actor, view)
        counties = {each.county for part in (found, raised) if part for each in part.effects}
        counties |= {each.county for each in found.funds} if found else set()
        busy = _busy(view.simulation) or (_busy(view.rerating) and "rerate" not in view.may)
        return {
            "view": view,
            "row": view.row,
            "state": state_badge(view.row),
            "simulation_state": work_badge(view.simulation),
            "rerating_state": work_badge(view.rerating),
            "busy": busy,
            "found": found,
            "raised": raised,
            "names": divisions.names({view.row.area, *counties}),
        }

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]


def _busy(work: WorkRow | None) -> bool:
    return work is not None and work.state in BUSY


class SettleForm(forms.Form):
    """An opinion, which may be left out."""

    simulation = forms.UUIDField(widget=forms.HiddenInput)
    opinion = line(_("意见"), required=False)


class ProposalApprove(AboutProposal, EditView):
    """Puts the number in force, as it was worked out on the page that was looked at."""

    permission = "number.approve"
    template_name = "desk/numbers/approve.html"
    title = _("批准参数调整")
    lead = _(
        "批准后自起始月份执行。现有待遇只随参数提高的自动调整，减少的一律不动，转为线索由人办理。"
    )
    form_class = SettleForm
    submit = _("批准")
    done = _("已批准。系统正在调整现有待遇。")

    def initial(self) -> dict[str, Any]:
        shown = self.shown_proposal.simulation
        return {"simulation": shown.id if shown else None}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = self.shown_proposal.row
        found = simulated(self.actor, self.shown_proposal)
        names = divisions.names({row.area})
        return super().get_context_data(
            view=self.shown_proposal, row=row, found=found, names=names, **context
        )

    def save(self, values: dict[str, Any]) -> None:
        numbers.approve_number(self.actor, proposal=self.proposal, **values)


class RefuseForm(forms.Form):
    """Why not."""

    opinion = line(_("不批准的理由"))


class ProposalRefuse(AboutProposal, EditView):
    """Turns the proposal down."""

    permission = "number.approve"
    title = _("不批准参数调整")
    form_class = RefuseForm
    submit = _("不批准")
    done = _("已记录，参数不变。")

    def save(self, values: dict[str, Any]) -> None:
        numbers.refuse_number(self.actor, proposal=self.proposal, **values)


class ProposalSimulate(AboutProposal, ActView):
    """Works out anew what the number would change."""

    permission = "number.propose"

    def act(self, values: dict[str, Any]) -> None:
        numbers.simulate_number(self.actor, proposal=self.proposal)


class ProposalWithdraw(AboutProposal, ActView):
    """Takes back what one has proposed oneself."""

    permission = "number.propose"
    done = _("已撤回。")

    def act(self, values: dict[str, Any]) -> None:
        numbers.withdraw_number(self.actor, proposal=self.proposal)


class ProposalRerate(AboutProposal, ActView):
    """Re-rates once more those who were granted meanwhile, or were left by a failure."""

    permission = "number.approve"
    done = _("已交后台再次调标；已调整过的不会重复。")

    def act(self, values: dict[str, Any]) -> None:
        numbers.rerate_again(self.actor, proposal=self.proposal)
