"""Every page of the portal that is looked at with GET: made from the URLs, so none is missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, reverse

from minzheng.interfaces.portal import urls
from minzheng.kernel.access.routes import Open

TEXTS = {"item": "minimum_living.application", "step": "income.1", "proof": "wage", "form": "pdf"}
OF_FIELDWORK = frozenset({"notice_boards", "notices", "notice", "notice_objection"})
"""Pages without a sign-in that have tests of their own in tests/kernel/casework/publicity."""

WITHOUT_GET = frozenset({"text_size", "sign_out", "revoke", "share", "paper_remove"})
AT_THE_DOOR = frozenset({"door"})
IN_BETWEEN = frozenset({"code"})
"""Reached after a form only."""

FILES = frozenset({"letter_file"})


@dataclass(frozen=True)
class Visit:
    """A page: its name, its parameters, and whether strangers may read it."""

    route: str
    parameters: tuple[str, ...]
    public: bool

    def address(self, case: UUID, draft: UUID) -> str:
        """The address, for a case that is handed in and one that is not."""
        values: dict[str, object] = {}
        for name in self.parameters:
            filling = self.route in ("step", "papers", "paper_add", "confirm")
            values[name] = TEXTS.get(name) or (draft if filling else case)
        return reverse(f"portal:{self.route}", kwargs=values)


def visits() -> list[Visit]:
    """All of them."""
    left_out = OF_FIELDWORK | WITHOUT_GET | AT_THE_DOOR | IN_BETWEEN | FILES
    return [each for each in _all() if each.route not in left_out]


def _all() -> Iterator[Visit]:
    for entry in urls.urlpatterns:
        assert isinstance(entry, URLPattern)
        asked = entry.callback.view_class.permission  # type: ignore[attr-defined]  # a class's view
        parameters = tuple(entry.pattern.converters)
        yield Visit(str(entry.name), parameters, isinstance(asked, Open) and not asked.signed_in)
