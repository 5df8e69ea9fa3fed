"""The page of an award: its lines, whom it covers, what stands against it, who is paid."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.benefits import Form
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.awards.about import AboutAward
from minzheng.kernel.payments.api import deliveries
from minzheng.kernel.payments.delivering.results import DeliveryRow
from minzheng.kernel.registry.api import divisions


class AwardPage(AboutAward):
    """One award with everything about it."""

    permission = "award.read"
    template_name = "desk/awards/page.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        file = self.file
        row = file.award
        payers = {each.payer for each in file.former_payers}
        context = self.get_context_data(
            title=f"{row.title} {row.payee_name}".strip(),
            file=file,
            given=self.given(),
            waiting=[each for each in file.holds if each.released_at is None],
            lifted=[each for each in file.holds if each.released_at is not None],
            names=divisions.names({row.division, *payers}),
        )
        return self.render_to_response(context)

    def given(self) -> Sequence[DeliveryRow]:
        """What it gave in services and things, month by month; nothing of what is money."""
        if self.file.award.form_title == Form.CASH.title or not self.actor.may("delivery.read"):
            return ()
        return deliveries.deliveries_of(self.actor, award=self.award)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]

    def actions(self) -> Sequence[Link]:
        award = self.award
        if self.file.award.state == "ended":
            return ()
        classes = Link(
            _("调整复核类别"), reverse("desk:award_class", args=[award]), "", "award.change"
        )
        return (
            *((classes,) if self.file.award.review_class else ()),
            Link(
                _("变更领款人"),
                reverse("desk:award_payee", args=[award]),
                "user-share",
                "award.change",
            ),
            Link(
                _("暂缓发放"), reverse("desk:award_hold", args=[award]), "hand-stop", "hold.raise"
            ),
        )
