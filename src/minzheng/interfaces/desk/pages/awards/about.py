"""What every page about one award shares: which award it is, and the way back to it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Tone, Value
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.entitlements.api import awards
from minzheng.kernel.entitlements.api.awards import AwardFile, AwardRow

STATE_TONES = {"running": Tone.GOOD, "suspended": Tone.WAIT}


def award_address(award: UUID) -> str:
    """The page of an award."""
    return reverse("desk:award", args=[award])


def state_badge(row: AwardRow) -> Value:
    """The state; what is held says so."""
    if row.held:
        return Badge(_("暂缓发放"), Tone.BAD)
    return Badge(row.state_title, STATE_TONES.get(row.state, Tone.PLAIN))


class AboutAward(DeskView):
    """A page about the award in the address."""

    @property
    def award(self) -> UUID:
        """The award in the address."""
        award: UUID = self.kwargs["award"]
        return award

    @cached_property
    def file(self) -> AwardFile:
        """Everything about it. Raises `Unseen`."""
        return awards.award_file(self.actor, award=self.award)

    def crumbs(self) -> Sequence[Link]:
        row = self.file.award
        who = row.payee_name or row.title
        return (Link(_("待遇"), reverse("desk:awards")), Link(who, award_address(row.id)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("head", self.file.award)
        context.setdefault("state", state_badge(self.file.award))
        return super().get_context_data(**context)


class AwardEdit(AboutAward, EditView):
    """A form that does something with the award and goes back to its page."""

    template_name = "desk/awards/edit.html"

    def back(self) -> str:
        return award_address(self.award)
