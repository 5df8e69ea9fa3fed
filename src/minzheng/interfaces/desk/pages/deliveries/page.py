"""One month of one award: what is left of it, what was used, what is disputed."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.money import month_text
from minzheng.interfaces.desk.pages.deliveries.lists import state_badge
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.payments.api import deliveries
from minzheng.kernel.payments.delivering.results import DeliveryRow, RedemptionRow
from minzheng.kernel.registry.api import divisions


class AboutDelivery(DeskView):
    """A page about the delivery in the address."""

    @property
    def delivery(self) -> UUID:
        """The delivery in the address."""
        delivery: UUID = self.kwargs["delivery"]
        return delivery

    @cached_property
    def row(self) -> DeliveryRow:
        """What stands above. Raises `Unseen`."""
        return deliveries.delivery(self.actor, delivery=self.delivery)

    @cached_property
    def redemptions(self) -> Sequence[RedemptionRow]:
        """What was used of it."""
        return deliveries.redemptions_of(self.actor, delivery=self.delivery)

    @cached_property
    def redemption(self) -> RedemptionRow:
        """The one in the address. Raises `Unseen`."""
        wanted = self.kwargs["redemption"]
        found = next((each for each in self.redemptions if each.id == wanted), None)
        if found is None:
            raise Unseen
        return found

    def back(self) -> str:
        """Its own page."""
        return reverse("desk:delivery", args=[self.delivery])

    def crumbs(self) -> Sequence[Link]:
        above = Link(_("服务和实物待遇"), reverse("desk:deliveries"))
        return (above, Link(f"{self.row.name} {month_text(self.row.month)}", self.back()))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(head=self.row, badge=state_badge(self.row), **context)


class DeliveryPage(AboutDelivery):
    """One month of one award."""

    permission = "delivery.read"
    template_name = "desk/deliveries/page.html"

    def heading(self) -> Text:
        return f"{self.row.benefit_title} {self.row.name} {month_text(self.row.month)}"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        disputes = deliveries.disputes_of(self.actor, delivery=self.delivery)
        by_redemption = {each.id: each for each in self.redemptions}
        context = self.get_context_data(
            redemptions=self.redemptions,
            disputes=[(each, by_redemption[each.redemption]) for each in disputes],
            place_name=divisions.names({self.row.division}).get(self.row.division, ""),
            open=self.row.state == "open" and self.row.left_fen > 0,
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]

    def actions(self) -> Sequence[Link]:
        if self.row.state != "open" or self.row.left_fen == 0:
            return ()
        address = reverse("desk:delivery_redeem", args=[self.delivery])
        return (Link(_("登记核销"), address, "plus", "delivery.redeem", True),)
