"""Monthly runs of the cast: one is done, and what it has found is read."""

from datetime import date
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.api.many import Holding, take_over
from minzheng.kernel.entitlements.models import RunDifference
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.registry.models import Person, Source, Statement
from tests.kernel.casework.deciding.matters import Family
from tests.kernel.entitlements.awards import DIBAO, NOVEMBER
from tests.people import CITY

JANUARY = Month(2026, 1)


def run(month: Month = NOVEMBER, division: str = CITY) -> UUID:
    with working("test"):
        ordered = runs.order(month=month, division=division, engine="native")
    performing.perform(ordered)
    return ordered


def found(of: UUID) -> set[tuple[str, str, int | None, int | None, str]]:
    """Without what nobody can decide for lack of an assessment that nobody has asked for."""
    with working("test"):
        rows = RunDifference.objects.filter(run=of).exclude(kind="undecided", award=None)
        return {(r.kind, r.benefit, r.now_fen, r.then_fen, r.reason_code) for r in rows}


def holding(home: Family, fen: int, start: Month = JANUARY) -> None:
    """The family had the minimum living guarantee before the platform."""
    with working("test"):
        opened = take_over(
            [
                Holding(
                    benefit=DIBAO,
                    household=home.household,
                    person=None,
                    payee=home.head,
                    persons=(home.head,),
                    start=start,
                    amount_fen=fen,
                )
            ],
            reason="历史数据承接",
        )
    assert opened.count == 1


def stated(person: UUID, **facts: object) -> None:
    with working("test"):
        row = Person.objects.get(pk=person)
        Statement.objects.create(
            division=row.division,
            person=row,
            source=Source.OFFICIAL,
            facts=facts,
            valid_from=date(2026, 2, 1),
        )
