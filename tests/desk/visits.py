"""Every route of the desk with somebody who may open it: made from the URLs, so none is missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, reverse

from minzheng.interfaces.desk import urls
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.routes import Open
from tests.desk.records import Records
from tests.people import CAST, TOWN_A

WHO = (
    "town_clerk_a",
    "town_approver_a",
    "system_admin",
    "security_admin",
    "auditor",
    "county_approver",
    "city_officer",
    "county_officer",
    "finance",
)
"""Tried in this order: the first who may."""

OTHER_WORDS = {
    "account_decide": {"account": "bank_account"},
    "case_questions": {"case": "draft"},
    "case_submit": {"case": "draft"},
    "conference_task": {"task": "agreed"},
    "assessment_new": {"case": "assessing"},
    "assessment_confirm": {"case": "assessing"},
    "assessment_contradict": {"case": "assessing"},
    "journal": {"journal": "batch_journal"},
    "payment_check": {"batch": "draft_batch"},
    "payment_table_print": {"table": "posted_table"},
    "payment_cancel": {"batch": "draft_batch"},
    "payment_return": {"batch": "sent_batch"},
    "payment_return_new": {"batch": "sent_batch"},
    "payment_return_fetch": {"batch": "sent_batch"},
    "receivable_new": {"award": "overpaid_award"},
    "visit_confirm": {"errand": "errand_to_confirm"},
    "visit_contradict": {"errand": "errand_to_confirm"},
    "visit_picture": {"errand": "errand_to_confirm", "document": "picture"},
}
"""Route -> parameter -> the record's own name, where it is not the parameter's."""

TEXTS = {
    "code": TOWN_A,
    "subject": "persons",
    "duty": "visit",
    "paper": "wage",
    "form": "pdf",
    "check": "budget_short",
    "key": "minimum_living.standard",
    "year": "2026",
}
"""Parameters that are no ids."""


@dataclass(frozen=True)
class Visit:
    """A route, what its view is, and who opens it."""

    route: str
    view: type
    parameters: tuple[str, ...]
    who: str

    def address(self, records: Records, **instead: UUID) -> str:
        """The address for what was entered."""
        words = OTHER_WORDS.get(self.route, {})
        values: dict[str, object] = {}
        for name in self.parameters:
            known = TEXTS.get(name) or instead.get(name)
            values[name] = known or records.of(words.get(name, name))
        return reverse(f"desk:{self.route}", kwargs=values)

    def accepts(self, method: str) -> bool:
        """Whether the view answers that method."""
        names = getattr(self.view, "http_method_names", ())
        return method in names and hasattr(self.view, method)

    @property
    def permission(self) -> str:
        """The permission, or nothing where none is asked for."""
        asked = getattr(self.view, "permission", "")
        return "" if isinstance(asked, Open) else str(asked)


def visits() -> Iterator[Visit]:
    """Every route."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        view: Any = getattr(pattern.callback, "view_class")  # noqa: B009 - Django sets it, its stubs do not know
        asked: str | Open = view.permission
        may = [name for name in WHO if _may(name, asked)]
        assert may, f"nobody of WHO may open {pattern.name}"
        yield Visit(pattern.name or "", view, tuple(pattern.pattern.converters), may[0])


def _may(name: str, asked: str | Open) -> bool:
    return isinstance(asked, Open) or asked in role_of(CAST[name].role).permissions
