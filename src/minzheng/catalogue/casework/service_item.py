"""A service item (政务服务事项): what may be asked of the bureau, and how it is dealt with."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from minzheng.base.months import Month
from minzheng.catalogue.casework.asking import Ask, Proof
from minzheng.catalogue.casework.clocks import Limit
from minzheng.catalogue.casework.implying import Implied
from minzheng.catalogue.casework.letters import Letters
from minzheng.catalogue.casework.national import NationalCodes
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.publicity import Publicity
from minzheng.catalogue.casework.recording import Record
from minzheng.catalogue.casework.steps import Flag, Stage, Step, StepKind, steps_of

USUAL_RETENTION_YEARS = 30
"""Practice for files of assistance, not a text of law (domain rules §13.5): to be confirmed."""


PLATFORM_BEGINS = date(2024, 1, 1)
"""The first day of our working calendar: the version of items whose law is older than that."""

ASSISTANCE_LAW = date(2026, 7, 1)
"""The day on which the 社会救助法 came into force."""


class ItemKind(StrEnum):
    """What an item is for; which outcomes its decision may have follows from it."""

    APPLICATION = "application"
    CHANGE = "change"
    REVIEW = "review"
    ENDING = "ending"
    ASSESSMENT = "assessment"
    INTAKE = "intake"
    COMPLAINT = "complaint"


class ApplicantUnit(StrEnum):
    """Whom a case is about: a household, one person, or something that happened."""

    HOUSEHOLD = "household"
    PERSON = "person"
    EVENT = "event"


class StartRule(StrEnum):
    """From which month a decision takes effect."""

    NEXT_MONTH = "next_month"
    APPLICATION_MONTH = "application_month"
    AT_ONCE = "at_once"
    NOTHING = "nothing"

    def month(self, *, applied: date, decided: date) -> Month | None:
        """The month of effect; None where nothing is paid."""
        if self is StartRule.NOTHING:
            return None
        if self is StartRule.APPLICATION_MONTH:
            return Month.of(applied)
        return Month.of(decided) + (1 if self is StartRule.NEXT_MONTH else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem:
    """One version of a service item, in force from ``version`` on.

    ``code`` is ``line.file``.  ``decides`` are the rules that propose the decision; none means
    that people decide alone.  ``deviation`` is the lowest office that may decide otherwise than the
    rules (None: nobody).  ``authorises`` asks other departments about whom the case is about, and
    ``home_counts`` about everybody in the home, though the item is one person's.  ``mark`` is the
    word in the numbers of its letters (文号字样).  A ``confidential`` item is never published, not
    even with masked fields.  ``retention_years`` None keeps the file for ever.  ``valid_months`` is
    how long a recognition lasts.
    ``drawn_of_ten`` is the least number of cases of ten that the county draws for its own visit.
    ``records`` are the facts that a grant sets, ``implies`` those that follow from asking for it.
    ``doubts`` says, in Chinese, what the law leaves open and what was assumed.
    """

    code: str
    title: str
    version: date
    basis: tuple[str, ...]
    kind: ItemKind
    unit: ApplicantUnit
    procedure: tuple[Stage, ...]
    clocks: tuple[Limit, ...]
    letters: Letters
    national: NationalCodes
    starts: StartRule
    mark: str
    decides: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    proofs: tuple[Proof, ...] = ()
    publicity: Publicity | None = None
    authorises: bool = False
    home_counts: bool = False
    confidential: bool = False
    deviation: Office | None = Office.COUNTY
    retention_years: int | None = USUAL_RETENTION_YEARS
    valid_months: int | None = None
    drawn_of_ten: int = 0
    records: tuple[Record, ...] = ()
    implies: tuple[Implied, ...] = ()
    doubts: tuple[str, ...] = field(default=())

    @property
    def once(self) -> bool:
        """Whether it helps once: nothing runs afterwards that could be cut."""
        return self.starts is StartRule.AT_ONCE and self.valid_months is None

    @property
    def line(self) -> str:
        """The slug of its line."""
        return self.code.partition(".")[0]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in order."""
        return tuple(step for _, step in steps_of(self.procedure))

    def step(self, code: str) -> Step:
        """The step of that code. Raises ``KeyError``."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def stage(self, code: str) -> Stage:
        """The stage of that code. Raises ``KeyError``."""
        for stage in self.procedure:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def limit(self, code: str) -> Limit:
        """The limit of that code. Raises ``KeyError``."""
        for limit in self.clocks:
            if limit.code == code:
                return limit
        raise KeyError(code)

    def whole_limit(self, flags: Iterable[Flag]) -> Limit | None:
        """The limit of the whole case for these flags, if the law sets one."""
        held = frozenset(flags)
        return next((each for each in self.clocks if each.whole and each.applies(held)), None)

    def has(self, kind: StepKind) -> bool:
        """Whether some step is of this kind."""
        return any(step.kind is kind for step in self.steps)

    @property
    def delegable(self) -> bool:
        """Whether a county may leave the decision to its towns."""
        return any(
            step.kind is StepKind.DECIDE and step.office is Office.DECIDING for step in self.steps
        )

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags that make a difference to a case of this item."""
        by_steps = (flag for step in self.steps for flag in step.flags)
        by_limits = (flag for each in self.clocks for flag in (*each.only_if, *each.unless))
        own = {Flag.OBJECTED} if self.has(StepKind.PUBLICITY) else set()
        own |= {Flag.CANNOT_DECIDE} if self.decides else set()
        own |= {Flag.DELEGATED} if self.delegable else set()
        return frozenset((*by_steps, *by_limits, *own))


def before_and_under_the_law(
    item: ServiceItem, articles: str, **changes: Any
) -> tuple[ServiceItem, ServiceItem]:
    """The item, and its version since the 社会救助法: with those articles first, and changed so."""
    basis = (f"社会救助法 {articles}", *item.basis)
    return item, replace(item, version=ASSISTANCE_LAW, basis=basis, **changes)
