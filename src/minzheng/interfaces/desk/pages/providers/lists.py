"""The providers of a county, and the page of one with its accounts."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Text, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import month_text
from minzheng.kernel.payments.api import providers
from minzheng.kernel.payments.delivering.results import ProviderRow
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

TONES = {"approved": Tone.GOOD, "proposed": Tone.WAIT}


def provider_address(row: ProviderRow) -> str:
    """The page of a provider."""
    return reverse("desk:provider", args=[row.id])


def state_badge(row: ProviderRow) -> Badge:
    """Where the approval stands."""
    return Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))


class ProviderList(ListView[ProviderRow]):
    """Whom the counties of the scope let give something."""

    permission = "provider.read"
    title = _("服务机构")
    lead = _("机构由县级业务人员提出、审批人员复核，账户同样由两人办理，变更后有冷静期。")
    columns = (
        Column[ProviderRow](_("名称"), lambda row: row.name, provider_address, main=True),
        Column[ProviderRow](_("待遇"), lambda row: row.benefit_title),
        Column[ProviderRow](_("县（区）"), lambda row: Area(row.division)),
        Column[ProviderRow](_("自何月起"), lambda row: month_text(row.from_month)),
        Column[ProviderRow](_("最后月份"), lambda row: month_text(row.to_month)),
        Column[ProviderRow](_("状态"), state_badge),
    )
    empty = Empty(
        _("还没有服务机构"),
        _("先在“机构”登记，再由县级业务人员提出，审批人员复核。"),
        "building-store",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[ProviderRow]:
        return providers.list_providers(self.actor, after=cursor, limit=limit)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("服务和实物待遇"), reverse("desk:deliveries")),)

    def actions(self) -> Sequence[Link]:
        address = reverse("desk:provider_new")
        return (Link(_("提出服务机构"), address, "plus", "provider.propose", True),)


class AboutProvider(DeskView):
    """A page about the provider in the address."""

    @property
    def provider(self) -> UUID:
        """The provider in the address."""
        provider: UUID = self.kwargs["provider"]
        return provider

    @cached_property
    def row(self) -> ProviderRow:
        """What stands above. Raises `Unseen`."""
        return providers.provider(self.actor, provider=self.provider)

    def back(self) -> str:
        """Its own page."""
        return provider_address(self.row)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("服务机构"), reverse("desk:providers")), Link(self.row.name, self.back()))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(head=self.row, badge=state_badge(self.row), **context)


class ProviderPage(AboutProvider):
    """One provider with its accounts."""

    permission = "provider.read"
    template_name = "desk/providers/page.html"

    def heading(self) -> Text:
        return self.row.name

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        context = self.get_context_data(
            accounts=providers.accounts_of(self.actor, provider=self.provider),
            place_name=divisions.names({self.row.division}).get(self.row.division, ""),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]

    def actions(self) -> Sequence[Link]:
        which = [self.provider]
        account = Link(
            _("登记账户"), reverse("desk:provider_account", args=which), "credit-card",
            "provider.propose",
        )  # fmt: skip
        if self.row.state == "approved":
            end = reverse("desk:provider_end", args=which)
            return (account, Link(_("终止"), end, "circle-x", "provider.approve"))
        return (account,) if self.row.state == "proposed" else ()
