"""Which declaration a case goes by: the version of its item that was pinned when it was opened."""

from collections.abc import Iterable
from datetime import date

from minzheng.catalogue.casework.item_book import UnknownItem
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.ports import items


def item_for(code: str, on: date) -> ServiceItem:
    """The version in force on a day. Raises `Refused` for a new case that cannot be."""
    try:
        return items().in_force(code, on)
    except UnknownItem as problem:
        raise Refused(problem.message) from problem


def item_of(row: Case) -> ServiceItem:
    """The version that a case is pinned to. Raises `Conflict` when it was taken away since."""
    try:
        return items().pinned(row.item, row.item_version)
    except UnknownItem as problem:
        raise Conflict(problem.message) from problem


def offered(on: date) -> tuple[ServiceItem, ...]:
    """Every item that may be opened on a day, in the order of their codes."""
    return items().all_in_force(on)


def titles(codes: Iterable[str]) -> dict[str, str]:
    """The titles of items, as of their newest version; the code itself where there is none."""
    known = items()
    return {code: known[code][-1].title if code in known else code for code in set(codes)}
