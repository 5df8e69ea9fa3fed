"""What follows from what: each event with the function that is called for it."""

from collections.abc import Callable
from typing import Any

from minzheng.kernel.casework.events import CaseDecided
from minzheng.kernel.entitlements import awarding, happenings, moving
from minzheng.kernel.registry import events as registry

HANDLERS: tuple[tuple[type[Any], Callable[[Any], None]], ...] = (
    (CaseDecided, awarding.on_case_decided),
    (registry.PersonDied, happenings.on_person_died),
    (registry.DeathWithdrawn, happenings.on_death_withdrawn),
    (registry.PersonStated, happenings.on_person_stated),
    (registry.MemberJoined, happenings.on_member_joined),
    (registry.MemberLeft, happenings.on_member_left),
    (registry.HouseholdEnded, happenings.on_household_ended),
    (registry.HouseholdMoved, moving.on_household_moved),
    (registry.PersonMoved, moving.on_person_moved),
    (registry.DivisionsRecoded, moving.on_divisions_recoded),
    (registry.NumberConfirmed, happenings.on_number_confirmed),
    (registry.PersonsMerged, happenings.on_persons_merged),
)
