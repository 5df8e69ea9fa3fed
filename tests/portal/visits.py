"""Every page of the portal that is looked at with GET: made from the URLs, so none is missed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, reverse

from minzheng.interfaces.portal import urls
from minzheng.kernel.access.routes import Open

TEXTS = {
    "item": "minimum_living.application",
    "step": "income.1",
    "proof": "wage",
    "form": "pdf",
    "year": 2026,
}
FILLING = frozenset({"step", "papers", "paper_add", "paper_remove", "confirm"})
"""Pages about an application that is not handed in yet."""

WITHOUT_GET = frozenset({"text_size", "sign_out", "revoke", "share", "paper_remove"})
AT_THE_DOOR = frozenset({"door"})
IN_BETWEEN = frozenset({"code"})
"""Reached after a form only."""

FILES = frozenset({"letter_file", "payment_proof"})


@dataclass(frozen=True)
class Visit:
    """A page: its name, its parameters, and whether strangers may read it."""

    route: str
    parameters: tuple[str, ...]
    public: bool

    def address(self, matters: Mapping[str, object]) -> str:
        """The address of what was entered."""
        return address_of(self.route, self.parameters, matters)


def address_of(route: str, parameters: tuple[str, ...], matters: Mapping[str, object]) -> str:
    """The address of a page of the portal; what nobody entered has the id of the case."""
    case = matters["draft" if route in FILLING else "case"]
    known: dict[str, object] = {**TEXTS, **matters, "case": case}
    return reverse(f"portal:{route}", kwargs={name: known.get(name, case) for name in parameters})


def visits() -> list[Visit]:
    """All of them."""
    left_out = WITHOUT_GET | AT_THE_DOOR | IN_BETWEEN | FILES
    return [each for each in _all() if each.route not in left_out]


def _all() -> Iterator[Visit]:
    for entry in urls.urlpatterns:
        assert isinstance(entry, URLPattern)
        asked = entry.callback.view_class.permission  # type: ignore[attr-defined]  # a class's view
        parameters = tuple(entry.pattern.converters)
        yield Visit(str(entry.name), parameters, isinstance(asked, Open) and not asked.signed_in)
