"""What passes between the office and the family about a check."""

from datetime import date

from minzheng.kernel.exchange.api import checks
from tests.kernel.exchange.checks.family import CLERK, TODAY, Family
from tests.people import acting


def told(family: Family) -> date:
    """The household is told of every difference today."""
    with acting(CLERK) as clerk:
        return checks.tell_household(clerk, case=family.case, method="当面", on=TODAY)


def settled(
    family: Family, fact: str, outcome: str = "found", reason: str = "以银行数据为准"
) -> None:
    """One line is settled."""
    with acting(CLERK) as clerk:
        checks.settle_difference(
            clerk, difference=family.line(fact).id, outcome=outcome, reason=reason
        )
