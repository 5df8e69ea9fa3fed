"""What every page about one case shares: the case above the form, and the way back to it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.casework.api import reading
from minzheng.kernel.casework.api.results import CaseHead


def case_address(case: UUID) -> str:
    """The page of a case."""
    return reverse("desk:case", args=[case])


class AboutCase(DeskView):
    """A page about the case in the address. Says above which it is, so that none is mixed up."""

    @property
    def case(self) -> UUID:
        """The case in the address."""
        case: UUID = self.kwargs["case"]
        return case

    @cached_property
    def matter(self) -> CaseHead:
        """What stands above. Raises `Unseen`."""
        return reading.case_head(self.actor, case=self.case)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("业务办理"), reverse("desk:cases")),
            Link(self.matter.number or _("办件"), case_address(self.matter.id)),
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("head", self.matter)
        return super().get_context_data(**context)


class CaseEdit(AboutCase, EditView):
    """A form that does something with the case and goes back to its page."""

    template_name = "desk/cases/edit.html"

    def back(self) -> str:
        return case_address(self.case)


class CaseAct(ActView):
    """A button on the page of the case."""

    def back(self) -> str:
        return case_address(self.kwargs["case"])
