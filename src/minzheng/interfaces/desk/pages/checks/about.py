"""What every page of a check shares: it stands below its case."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.edits import ActView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.about import AboutCase, CaseEdit


def check_address(case: UUID) -> str:
    """The check of a case."""
    return reverse("desk:case_check", args=[case])


class AboutCheck(AboutCase):
    """A page below the check of a case."""

    permission = "check.read"

    def crumbs(self) -> Sequence[Link]:
        return (*super().crumbs(), Link(_("核对"), check_address(self.case)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("case", self.case)
        return super().get_context_data(**context)


class CheckEdit(AboutCheck, CaseEdit):
    """A form that goes back to the check."""

    permission = "check.order"

    def back(self) -> str:
        return check_address(self.case)


class CheckAct(ActView):
    """A button on a page of the check."""

    permission = "check.order"

    def back(self) -> str:
        return check_address(self.kwargs["case"])
