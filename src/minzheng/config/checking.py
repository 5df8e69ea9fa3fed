"""Whom the means check asks: departments of a demonstration, until real ones are connected."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access.waivers import demo_installation
from minzheng.kernel.casework.api import purposes
from minzheng.kernel.exchange.ports import CasePurpose, Department

DEMO_SEED = 20260701
A_DAY_TO_WATCH = timedelta(minutes=2)
"""In a demonstration a department's day is over in two minutes."""
SILENT = CheckSource.market_registration
"""In a demonstration this one never answers: what is done then is worth seeing."""


def departments() -> Mapping[CheckSource, Department]:
    """The departments that are connected: in an installation that is in earnest, none by itself."""
    if not demo_installation():
        return {}
    return demo_departments(
        Manners(seed=DEMO_SEED, day=A_DAY_TO_WATCH, of_sources={SILENT: Manner.NEVER})
    )


def case_purpose(case: UUID) -> CasePurpose | None:
    """A case as the purpose of a query."""
    found = purposes.purpose_of(case)
    if found is None:
        return None
    return CasePurpose(
        case=case,
        number=found.number,
        item_title=found.item_title,
        open=found.open,
        household=found.household,
        persons=tuple(found.persons),
        declared_on=found.declared_on,
    )
