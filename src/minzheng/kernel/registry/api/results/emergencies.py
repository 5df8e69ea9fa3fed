"""One person outside the scope, for half an hour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """Whom to call: the person, or somebody who answers for them."""

    whose: str
    phone: str


@dataclass(frozen=True, slots=True)
class EmergencyFile:
    """What is needed to bring somebody home; dates as ISO text, '' when unknown."""

    name: str
    sex: int
    birth_date: str
    death_date: str
    division: str
    contacts: tuple[EmergencyContact, ...]
    addresses: tuple[tuple[str, str], ...]
    """Title of the kind, and the address."""
    family: tuple[str, ...]
    """Names of the household's other members of today."""
