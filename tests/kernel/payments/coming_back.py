"""What the offices do in the model with payments that came back (`test_model`)."""

from uuid import UUID

from minzheng.kernel.payments.api import repairs, voidings
from tests.kernel.payments.town import DRAFTERS, acting
from tests.kernel.payments.treasury import COUNTIES


def repair(county: int, *, all_of_them: bool) -> UUID:
    """What came back is paid again: all, or where there is another account."""
    division = COUNTIES[county % 2]
    with acting(DRAFTERS[division]) as officer:
        rows = repairs.repairs(officer, division=division).rows if all_of_them else ()
        lines = tuple(each.id for each in rows)
        return repairs.draft_repair(officer, division=division, lines=lines)


def void(county: int, which: int) -> None:
    """One that came back is to be given up, due or not; another person agrees."""
    division = COUNTIES[county % 2]
    with acting(DRAFTERS[division]) as officer:
        rows = repairs.repairs(officer, division=division).rows
        if not rows:
            return
        made = voidings.propose_voiding(
            officer, instruction=rows[which % len(rows)].id, reason="不再应发"
        )
    with acting("city_officer") as approver:
        voidings.approve_voiding(approver, proposal=made, opinion="同意")
