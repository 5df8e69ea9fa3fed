"""Who of the demo accounts does which step."""

from dataclasses import dataclass

from minzheng.base.divisions import Level
from minzheng.catalogue.casework.steps import StepKind

OFFICER, SECOND_OFFICER, APPROVER = "county_officer", "county_officer_2", "county_approver"
CLERK, SECOND_CLERK, TOWN_APPROVER = "town_clerk", "town_clerk_2", "town_approver"
FINANCE = "finance"
NEIGHBOUR, VILLAGER = "neighbour_clerk", "village_officer"
STAFF = (
    OFFICER, SECOND_OFFICER, APPROVER, CLERK, SECOND_CLERK, TOWN_APPROVER, NEIGHBOUR, VILLAGER,
    FINANCE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Where the demo accounts sit."""

    county: str
    town: str
    village: str
    neighbour: str

    def clerk_of(self, division: str) -> str:
        """Who keeps the files of a place; nobody of the demonstration in most."""
        if division.startswith(self.town):
            return CLERK
        return NEIGHBOUR if division.startswith(self.neighbour) else ""


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff for a case that lies in one of the two towns."""

    next_town: bool

    @property
    def clerk(self) -> str:
        """Who takes in and proposes."""
        return NEIGHBOUR if self.next_town else CLERK

    def of(self, office: str, kind: str) -> str:
        """Who does a step of an office."""
        if len(office) <= Level.COUNTY:
            return APPROVER if kind == StepKind.DECIDE else OFFICER
        return TOWN_APPROVER if kind == StepKind.DECIDE else self.clerk

    def two(self, office: str) -> tuple[str, str]:
        """Who goes together."""
        if len(office) <= Level.COUNTY:
            return OFFICER, SECOND_OFFICER
        return (NEIGHBOUR, SECOND_CLERK) if self.next_town else (CLERK, VILLAGER)
