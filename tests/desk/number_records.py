"""A proposed standard for the tests of pages, worked out as if a run had come so far."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api.editions import kept_edition
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.models import NumberSimulation, WorkState
from tests.people import COUNTY, acting

BENEFIT = "minimum_living.grant"
VALUE = {"urban": "950.00", "rural": "950.00"}
MORE = 15_000


def number_entered(month: Month) -> dict[str, UUID]:
    """By the city for a county, whose approver has not decided."""
    with acting("city_officer") as officer:
        proposal = numbers.propose_number(
            officer,
            number="minimum_living.standard",
            area=COUNTY,
            value=VALUE,
            valid_from=month - 2,
            document="天政发〔2026〕8号",
        )
    with working("test"):
        NumberSimulation.objects.filter(proposal=proposal).update(
            state=WorkState.FINISHED,
            edition=kept_edition(),
            result=result(month),
            persons=6,
            done=6,
            finished_at=clock.now(),
        )
    return {"number_proposal": proposal}


def result(month: Month) -> dict[str, object]:
    """What a simulation keeps: one family has it, one more would."""
    group = {"households": 1, "persons": 3, "monthly_change": MORE}
    return {
        "month": str(month),
        "totals": {"monthly_before": 70_000, "monthly_after": 70_000 + 2 * MORE},
        "groups": {"winners": group, "newly": group, "losers": {}, "no_longer": {}},
        "benefits": {},
        "counties": {COUNTY: {"monthly_before": 70_000, "monthly_after": 70_000 + 2 * MORE}},
        "changes": [],
        "near": [
            {
                "title": "家庭月收入与低保标准",
                "number": "minimum_living.standard",
                "edge": 90,
                "households": 1,
                "persons": 3,
            }
        ],
        "distances": distances(),
        "effects": [
            {
                "benefit": BENEFIT,
                "county": COUNTY,
                "raised": 1,
                "monthly_fen": MORE,
                "backpay_fen": 2 * MORE,
                "falls": 1,
                "looks": 0,
            }
        ],
    }


def distances() -> list[dict[str, object]]:
    """The family is on the line before, a little below it afterwards."""
    return [
        {
            "title": "家庭月收入与低保标准",
            "number": "minimum_living.standard",
            "edge": edge,
            "households_before": before,
            "persons_before": 3 * before,
            "households_after": 1 - before,
            "persons_after": 3 * (1 - before),
        }
        for edge, before in ((-5_000, 0), (0, 1))
    ]
