"""The facts of a household or person in a month, for apps that decide by them and keep them.

No act of its own: whoever decides writes down that the facts were read.
"""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.registry.models import Household, HouseholdKind, Membership, Person
from minzheng.kernel.registry.ports import RuleSource, rules
from minzheng.kernel.registry.scoping import one, seen
from minzheng.kernel.registry.subjects import frozen_alone, frozen_of, household_of_month
from minzheng.rules.evaluation.frozen import FrozenHousehold

__all__ = ["RuleSource", "frozen_facts", "household_of", "rules"]


def frozen_facts(
    *, month: Month, household: UUID | None = None, person: UUID | None = None
) -> FrozenHousehold:
    """All that rules may read, as it stands now for a month. Raises `Unseen`.

    A person without a household named is taken with the one that he lives in, or alone.
    """
    home = household or (household_of(person, month) if person else None)
    if home is not None:
        return frozen_of(household_of_month(one(Household.objects, home), month))
    if person is None:
        raise Unseen
    return frozen_alone(one(Person.objects, person), month)


def household_of(person: UUID, month: Month) -> UUID | None:
    """The household whose means are counted together with the person's, in a month."""
    memberships = seen(Membership.objects).filter(
        person=person, kind=HouseholdKind.ASSISTANCE, valid__contains=month.first_day
    )
    found: UUID | None = memberships.values_list("household_id", flat=True).first()
    return found
