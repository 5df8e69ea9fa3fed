"""One of everything that a page of the portal may name: no page is looked at empty."""

from typing import Any
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import intake
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.payments.api import tables
from tests.desk.check_records import check_entered
from tests.kernel.casework.matters import LACKING
from tests.kernel.casework.publicity.proposals import posted, proposed
from tests.kernel.residents.village import Village, number_of
from tests.people import VILLAGE_A, acting
from tests.portal.applying import announced, begun, submit
from tests.portal.conftest import browser_of
from tests.portal.money import GRANT, paid_in

Matters = dict[str, Any]
"""By the name of the parameter in the address."""


def entered(village: Village) -> Matters:
    """赵大山 has an application that runs and another half filled in; a notice is up.

    For the first he has allowed the check, was told of a difference, and is asked before a cut.
    """
    client = browser_of("赵大山")
    case = begun(client)
    submit(client, case)
    announced(case)
    with acting("town_clerk_a") as clerk:
        intake.accept(clerk, case=case, lacking_because=LACKING)
    return {
        "case": case,
        "difference": told_of_a_difference(case, village),
        "draft": begun(client, "low_income_families.edge"),
        "notice": posted(proposed(sequence=60)),
        "village": VILLAGE_A,
        **paid_in(village),
        "table": table_up(),
    }


def table_up() -> UUID:
    """A published list of this month's payments."""
    month = Month.of(clock.today())
    with acting("town_clerk_a") as clerk:
        table = tables.prepare_table(clerk, division=VILLAGE_A, benefit=GRANT, month=month)
    with acting("town_approver_a") as approver:
        tables.approve_table(approver, table=table)
    return table


def told_of_a_difference(case: UUID, village: Village) -> UUID:
    """The tax office knows of a larger wage; the town has told the household by telephone."""
    found = check_entered(case, village.own_home, number_of("赵大山"))
    with acting("town_clerk_a") as clerk:
        checks.tell_household(clerk, case=case, method="电话", on=clock.today())
    return found["difference"]
