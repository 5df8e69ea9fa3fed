"""A department of a demonstration: takes questions, and answers in its own manner and time.

It keeps nothing between two calls: what it would answer follows from the seed, the number and the
clock. So a worker that is started anew finds the same department.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from minzheng.adapters.departments import (
    banks,
    civil_registry,
    courts_and_prisons,
    disability_federation,
    funeral_homes,
    market_registration,
    real_estate,
    social_insurance,
    tax,
    vehicles,
)
from minzheng.adapters.departments.invented import Invented, Told
from minzheng.adapters.departments.manners import Manner, Manners
from minzheng.base.clock import business_date
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.exchange.ports import DepartmentUnreachable, SourceQuery

Ledger = Mapping[tuple[CheckSource, str], Sequence[Told]]
"""Records that are laid down for a number, in place of invented ones."""

Answer = dict[str, object]
SECOND_THOUGHTS = timedelta(hours=20)
DATA_AGE, TOO_OLD = timedelta(days=3), timedelta(days=400)

TOLD: Mapping[CheckSource, Callable[[Invented], list[Told]]] = {
    CheckSource.civil_registry: civil_registry.told,
    CheckSource.tax: tax.told,
    CheckSource.social_insurance: social_insurance.told,
    CheckSource.real_estate: real_estate.told,
    CheckSource.vehicles: vehicles.told,
    CheckSource.market_registration: market_registration.told,
    CheckSource.banks: banks.told,
    CheckSource.disability_federation: disability_federation.told,
    CheckSource.courts_and_prisons: courts_and_prisons.told,
    CheckSource.funeral_homes: funeral_homes.told,
}


@dataclass(frozen=True)
class DemoDepartment:
    """One department. `ledger` holds what it is to say of certain numbers."""

    source: CheckSource
    manners: Manners
    ledger: Ledger = field(default_factory=dict, repr=False)

    def ask(self, query: SourceQuery) -> None:
        """Takes the question, unless nobody is there."""
        self._require_there(query)

    def collect(self, query: SourceQuery, *, asked_at: datetime, now: datetime) -> Sequence[Answer]:
        """What has been answered so far."""
        self._require_there(query)
        manner = self.manners.of(self.source, query.number)
        if manner is Manner.NEVER or now < asked_at + self.manners.delay(self.source, query.number):
            return []
        answer = self._answer(query, now)
        if manner is Manner.TWICE:
            return [answer, {**answer, "message": f"{answer['message']}-2"}]
        if manner is Manner.CONTRADICTORY and now >= asked_at + SECOND_THOUGHTS:
            return [answer, self._second(answer)]
        return [_MANNERED[manner](answer, query)] if manner in _MANNERED else [answer]

    def _require_there(self, query: SourceQuery) -> None:
        if self.manners.of(self.source, query.number) is Manner.DOWN:
            raise DepartmentUnreachable

    def _answer(self, query: SourceQuery, now: datetime) -> Answer:
        known = self.ledger.get((self.source, query.number))
        today = business_date(now)
        told = TOLD[self.source](Invented(self.manners.seed, query.number, today))
        return {
            "reference": query.reference,
            "message": f"{self.source.name}-{query.reference[-12:]}",
            "number": query.number,
            "name": query.name,
            "snapshot": (today.replace(day=1) - DATA_AGE).isoformat(),
            "records": list(told if known is None else known),
        }

    def _second(self, answer: Answer) -> Answer:
        """The same question, and something else."""
        return {
            **answer,
            "message": f"{answer['message']}-2",
            "records": [] if answer["records"] else [_SOMETHING[self.source]],
        }


def demo_departments(
    manners: Manners, ledger: Ledger | None = None
) -> Mapping[CheckSource, DemoDepartment]:
    """All departments, each behaving by itself."""
    return {each: DemoDepartment(each, manners, ledger or {}) for each in CheckSource}


def _malformed(answer: Answer, query: SourceQuery) -> Answer:
    """Unreadable the first time; asked anew, it has been put right."""
    if not query.reference.endswith("-1"):
        return answer
    return _stubborn(answer, query)


def _stubborn(answer: Answer, query: SourceQuery) -> Answer:
    return {**answer, "snapshot": "昨天", "records": {"wage": "3000元"}}


def _another(answer: Answer, query: SourceQuery) -> Answer:
    somebody = synthetic_resident_id("320411", _SOMEBODY_BORN, 77)
    return {**answer, "number": somebody, "name": "石某某"}


def _illegible(answer: Answer, query: SourceQuery) -> Answer:
    return {**answer, "name": f"{query.name[:-1]}?"}


def _old(answer: Answer, query: SourceQuery) -> Answer:
    day = date.fromisoformat(str(answer["snapshot"])) - TOO_OLD
    return {**answer, "snapshot": day.isoformat()}


_SOMEBODY_BORN = date(1971, 7, 1)
_MANNERED: Mapping[Manner, Callable[[Answer, SourceQuery], Answer]] = {
    Manner.MALFORMED: _malformed,
    Manner.STUBBORN: _stubborn,
    Manner.ANOTHER: _another,
    Manner.ILLEGIBLE: _illegible,
    Manner.OLD: _old,
}
_SOMETHING: Mapping[CheckSource, Told] = {
    CheckSource.civil_registry: {"record": "locally_registered", "value": False},
    CheckSource.tax: {"record": "wage", "value": 260_000},
    CheckSource.social_insurance: {"record": "pension_employee", "value": 180_000},
    CheckSource.real_estate: {"record": "house", "value": 1, "thing": "（2020）第0000001号"},
    CheckSource.vehicles: {"record": "vehicle", "value": 1, "thing": "苏D00001"},
    CheckSource.market_registration: {"record": "active_business", "value": True},
    CheckSource.banks: {"record": "assets", "value": 5_000_000},
    CheckSource.disability_federation: {"record": "disability_grade", "value": 2},
    CheckSource.courts_and_prisons: {"record": "custody", "value": 1},
    CheckSource.funeral_homes: {"record": "death_date", "value": 20260101},
}
