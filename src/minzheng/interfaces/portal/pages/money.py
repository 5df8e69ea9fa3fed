"""我的救助金: what one has, what was paid of it and why, and a paper that says so."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from minzheng.interfaces.portal.pages.view import Back, OwnView
from minzheng.kernel.access import clock
from minzheng.kernel.documents.api import attachment
from minzheng.kernel.entitlements.api import own as entitled
from minzheng.kernel.payments.api import own

YEARS = 5
"""So many years back are offered; older ones are told at the window."""


def _asked(request: HttpRequest) -> int:
    """The year in the address, this one where it is none of those that are offered."""
    this = clock.today().year
    said = request.GET.get("year", "")
    year = int(said) if said.isdecimal() else this
    return year if this - YEARS < year <= this else this


class Money(OwnView):
    """Benefits that run, what is to be paid back, and the payments of a year."""

    template_name = "portal/money/page.html"
    title = "我的救助金"
    lead = "您和您照管的家人享受的救助和补贴，每个月发了多少，一笔一笔都在这里。"

    def get(self, request: HttpRequest, **where: object) -> HttpResponse:
        """One year at a time."""
        year, this = _asked(request), clock.today().year
        awards = entitled.awards_of_me(self.actor)
        running = [each for each in awards if each.state != "ended"]
        context = self.get_context_data(
            awards=running,
            ended=[each for each in awards if each.state == "ended"],
            accounts=own.waiting_of_me(self.actor, awards=[each.id for each in running]),
            debts=own.debts_of_me(self.actor),
            found=own.year_of_me(self.actor, year=year),
            years=range(this, this - YEARS, -1),
        )
        return self.render_to_response(context)


class Payment(OwnView):
    """One payment: for what, how much was due, by which decision."""

    template_name = "portal/money/payment.html"
    title = "这笔钱怎么来的"

    def back(self) -> Back:
        """The list."""
        return Back("我的救助金", reverse("portal:money"))

    def get(self, request: HttpRequest, payment: UUID) -> HttpResponse:
        """The payment."""
        shown = own.explain_mine(self.actor, payment=payment)
        return self.render_to_response(self.get_context_data(shown=shown))


class Proof(OwnView):
    """发放证明: a year as a paper."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The PDF."""
        content = own.proof_of_me(self.actor, year=year)
        return attachment(
            content, title=f"{year}年发放证明", extension="pdf", media_type="application/pdf"
        )


MONEY = [
    path("payments/", Money.as_view(), name="money"),
    path("payments/<uuid:payment>/", Payment.as_view(), name="payment"),
    path("payments/proof/<int:year>/", Proof.as_view(), name="payment_proof"),
]
