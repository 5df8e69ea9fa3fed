"""Files on their way to an office that does not see where they lie, and from one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.divisions import Level, ancestors, level
from minzheng.interfaces.desk.fields import ReasonForm, line
from minzheng.interfaces.desk.generic.columns import Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.above import household_crumbs, person_crumbs
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.registry.api import divisions, transfers
from minzheng.kernel.registry.api.places import place_of_household

TONES = {
    "proposed": Tone.WAIT,
    "waiting": Tone.WAIT,
    "accepted": Tone.NOTE,
    "declined": Tone.BAD,
    "done": Tone.GOOD,
}


class TransferForm(forms.Form):
    """Where to, and why."""

    destination = DivisionField(_("迁往"), anywhere=True)
    reason = line(_("理由"), help_text=_("对方看得到，不要写与迁移无关的情况"))


class TransferNew(EditView):
    """Offers the person or the household in the address to another office."""

    permission = "person.change"
    title = _("迁到其他辖区")
    lead = _(
        "提出以后，对方看到姓名和理由，由对方接收或者退回；接收以前档案仍在本地，可以随时终止。"
        "接收以后档案连同家庭成员、事实和材料一起迁走，本地不再看得到。"
    )
    form_class = TransferForm
    submit = _("提出")
    done = _("已提出，等待对方接收。")

    def initial(self) -> dict[str, Any]:
        # Nearly always another town of the same city: begin there, not at the provinces.
        return {"destination": _city(self.actor.division)}

    def save(self, values: dict[str, Any]) -> str:
        transfers.propose_transfer(
            self.actor,
            person=self.kwargs.get("person"),
            household=self.kwargs.get("household"),
            **values,
        )
        return reverse("desk:transfers")

    def crumbs(self) -> Sequence[Link]:
        if "person" in self.kwargs:
            return person_crumbs(self.actor, self.kwargs["person"])
        place_of_household(self.kwargs["household"])
        return household_crumbs(self.kwargs["household"])


def _city(division: str) -> str:
    """The city around a division; itself for a city or a province."""
    return next((code for code in ancestors(division) if level(code) is Level.PREFECTURE), division)


class TransferList(DeskView):
    """What comes, and what goes."""

    permission = "person.change"
    title = _("跨辖区迁移")
    lead = _("双方互不看见对方的档案：一方提出，另一方接收，由系统搬移，双方各留记录。")
    template_name = "desk/transfers/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        offers = transfers.list_offers(self.actor)
        given = transfers.list_transfers(self.actor)
        codes = {row.giver for row in offers} | {row.division for row in offers}
        codes |= {row.destination for row in given}
        context = self.get_context_data(
            offers=[(row, TONES.get(row.state, Tone.PLAIN).value) for row in offers],
            given=[(row, TONES.get(row.state, Tone.PLAIN).value) for row in given],
            names=divisions.names(codes),
            empty=Empty(
                _("没有跨辖区的迁移"),
                _("要迁出的，打开人员或家庭页面，选“迁到其他辖区”。"),
                "transfer",
            ),
        )
        return self.render_to_response(context)


class TransferEnd(EditView):
    """Takes a proposal back."""

    permission = "person.change"
    title = _("终止迁移")
    lead = _("终止以后档案留在本地，对方不再看得到这次迁移的内容。")
    form_class = ReasonForm
    submit = _("终止")
    done = _("迁移已终止。")

    def save(self, values: dict[str, Any]) -> str:
        transfers.end_transfer(self.actor, transfer=self.kwargs["transfer"], **values)
        return reverse("desk:transfers")

    def crumbs(self) -> Sequence[Link]:
        transfers.one_transfer(self.actor, transfer=self.kwargs["transfer"])
        return (Link(_("跨辖区迁移"), reverse("desk:transfers")),)


class OfferPage(DeskView):
    """What is offered to this office, to be accepted or sent back."""

    permission = "person.change"
    template_name = "desk/transfers/offer.html"
    title = _("接收档案")

    def get(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        row = transfers.read_offer(self.actor, offer=offer)
        context = self.get_context_data(
            offer=row,
            tone=TONES.get(row.state, Tone.PLAIN).value,
            names=divisions.names({row.giver, row.division}),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("跨辖区迁移"), reverse("desk:transfers")),)


class _OfferAct(ActView):
    """A decision about an offer."""

    permission = "person.change"

    def back(self) -> str:
        return reverse("desk:offer", args=[self.kwargs["offer"]])


class OfferAccept(_OfferAct):
    """Takes the file over."""

    done = _("已同意接收，系统正在搬移档案，请稍后刷新。")

    def act(self, values: dict[str, Any]) -> str:
        transfers.accept_transfer(self.actor, offer=self.kwargs["offer"])
        return reverse("desk:transfers")


class OfferDecline(_OfferAct):
    """Sends it back."""

    form_class = ReasonForm
    done = _("已退回。")

    def act(self, values: dict[str, Any]) -> str:
        transfers.decline_transfer(self.actor, offer=self.kwargs["offer"], **values)
        return reverse("desk:transfers")
