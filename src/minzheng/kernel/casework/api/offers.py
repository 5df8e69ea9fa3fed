"""The items that a resident may ask for by himself; public knowledge, without an actor."""

from dataclasses import dataclass
from datetime import date

from minzheng.catalogue.casework.advancing import acceptance
from minzheng.catalogue.casework.service_item import ApplicantUnit, ItemKind, ServiceItem
from minzheng.kernel.casework.items import offered


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as residents see it."""

    code: str
    title: str
    for_household: bool
    application: bool
    decides: tuple[str, ...]
    basis: tuple[str, ...]
    needs_check: bool
    papers: tuple[str, ...]

    @classmethod
    def of(cls, item: ServiceItem) -> "Offer":
        """An item as it is offered."""
        application = item.kind is ItemKind.APPLICATION
        return cls(
            code=item.code,
            title=item.title,
            for_household=item.unit is ApplicantUnit.HOUSEHOLD,
            application=application,
            decides=item.decides if application else (),
            basis=item.basis,
            needs_check=item.authorises,
            papers=tuple(each.title for each in item.proofs if not each.optional),
        )


def offers(on: date) -> tuple[Offer, ...]:
    """Applications that may be made from home, and changes to report; by their codes."""
    return tuple(Offer.of(each) for each in offered(on) if open_to_residents(each))


def complaint_item(on: date) -> str:
    """The item under which complaints and reports are taken in; "" where there is none."""
    kinds = (each.code for each in offered(on) if each.kind is ItemKind.COMPLAINT)
    return next(kinds, "")


def open_to_residents(item: ServiceItem) -> bool:
    """Whether a resident may begin it: about himself or his household, and online."""
    asked_for = item.kind in (ItemKind.APPLICATION, ItemKind.CHANGE)
    # What no office accepts is begun by an office.
    received = acceptance(item) is not None
    about_somebody = item.unit is not ApplicantUnit.EVENT
    return asked_for and received and about_somebody and item.national.online
