"""Whoever may be near a household, filed or not, keeps away from its case (T-02).

The case bears the flag of near relatives, which brings the county's own visit; who was found is
told to nobody. That person meets the same refusal as one who filed the relation.
"""

from collections import defaultdict
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.models import Case, Suspicion
from minzheng.kernel.casework.places import place
from minzheng.kernel.registry.api.nearness import staff_near


def look_for_relatives(row: Case) -> bool:
    """Look for signs and keep them; whether there are any."""
    named = (row.applicant_id, row.subject_id, *row.concerned)
    persons: set[UUID] = {each for each in named if each is not None}
    if row.household_id is None and not persons:
        return False
    signs: dict[bytes, list[str]] = defaultdict(list)
    for each in staff_near(row.household_id, persons):
        signs[each.person].append(each.sign)
    Suspicion.objects.bulk_create(
        [
            Suspicion(**place(row), person=person, signs=sorted(found), found_at=clock.now())
            for person, found in signs.items()
        ],
        ignore_conflicts=True,
    )
    return bool(signs)


def suspected(actor: Actor, row: Case) -> bool:
    """Whether a sign was found between the actor and the case."""
    if not actor.person:
        return False
    return bool(Suspicion.objects.filter(case=row, person=actor.person).exists())
