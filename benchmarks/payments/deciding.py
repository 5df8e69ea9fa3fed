"""Decisions of years gone by, under three laws one after the other, and all of them once more.

The rules propose for a household of the city what they propose in a case of today, and somebody
confirms it, as the desk does; the facts, the results and the law are kept with each. Two of three
were decided under laws that are no longer in force: other numbers, another article, another rule.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from uuid import UUID

from django.db import connection

from benchmarks.payments.paying import acting
from benchmarks.payments.spreading import COUNTY
from minzheng.catalogue.casework.advancing import before_deciding, settled
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import Platform, platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api.replays import replay_all
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.deciding.making import chosen, made
from minzheng.kernel.casework.deciding.proposals import weighed
from minzheng.kernel.casework.intake.opening import Need, opened
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.moving import move, settle
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.registry.ports import install_rules
from minzheng.rules.edition import Edition

ITEMS = (
    "minimum_living.application",
    "low_income_families.edge",
    "low_income_families.rigid",
)
SEED = 20261122
_LINE, _NUMBERS, _RULES = "minimum_living", "amount.yaml", "amount.py"
_AT_ONCE = 100

_HOUSEHOLDS = """
select h.id from registry_household h
where h.kind = 'assistance' and left(h.division, 6) = %s and exists (
  select from registry_membership m where m.household_id = h.id and upper_inf(m.valid))
order by h.id
"""


def decide(*, count: int) -> dict[str, int]:
    """So many decisions; how many there are, and under how many laws."""
    chance = random.Random(SEED)
    with acting("county_approver") as approver:
        households = _households()
    pairs = [(each, item) for each in households for item in ITEMS]
    chance.shuffle(pairs)
    decided, share = 0, -(-count // len(_LAWS))
    rest = iter(pairs)
    for law in _LAWS:
        install_rules(law())
        wanted = min(decided + share, count)
        while decided < wanted:
            decided += _some(approver, list(islice(rest, min(_AT_ONCE, wanted - decided))))
    install_rules(platform)
    return {"decisions": decided, "laws": len(_LAWS)}


def replay() -> dict[str, float]:
    """Everything that was ever decided, by the law of its day; how many do not come out equal."""
    began = time.perf_counter()
    found = list(replay_all())
    different = [each for each in found if each is not None]
    return {
        "decisions": len(found),
        "different": len(different),
        "seconds": time.perf_counter() - began,
    }


def _some(approver: Actor, pairs: list[tuple[UUID, str]]) -> int:
    if not pairs:
        raise RuntimeError("the city has no more households to decide about")
    with working("job") as system:
        return sum(_decided(system, approver, household, code) for household, code in pairs)


def _decided(system: Actor, approver: Actor, household: UUID, code: str) -> bool:
    """Whether it came to a decision: not where facts are missing or somebody must be heard."""
    item = platform().items.in_force(code, clock.today())
    row = opened(system, Need(item=item, household=household))
    row.submitted_at, row.applied_on = clock.now(), clock.today()
    move(system, row, Act(ActKind.SUBMIT))
    row = locked(row.pk)
    row.accepted_on = clock.today()
    move(system, row, Act(ActKind.ACCEPT, "acceptance"))
    row = locked(row.pk)
    _jump(row, item)
    found = weighed(row, item)
    if found.outcome is None or found.lowers:
        return False
    what = chosen(approver, item, found, outcome=found.outcome.value, amount=None, reason="")
    made(approver, row, item, found, what)
    return True


def _jump(row: Case, item: ServiceItem) -> None:
    """Everything before the decision done."""
    before = position_of(row)
    done = frozenset(
        step.code
        for stage in before_deciding(item)
        for step in stage.steps
        if step.kind not in (StepKind.DECIDE, StepKind.HEARING)
    )
    there = Position(CaseState.OPEN, done=done, flags=before.flags)
    settle(row, item, before, settled(item, there))


def _households() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_HOUSEHOLDS, [COUNTY])
        return [each for (each,) in cursor.fetchall()]


def _with(edition: Edition) -> Callable[[], Platform]:
    rulebook, parameters = edition.restored(VOCABULARY, CODES)
    whole = replace(platform(), rulebook=rulebook, parameters=parameters, edition=edition)
    return lambda: whole


def _standard_raised() -> Callable[[], Platform]:
    """The standard was another one."""
    lines = tuple(
        replace(
            line,
            numbers={
                name: text.replace("900", "1030") if name == _NUMBERS else text
                for name, text in line.numbers.items()
            },
        )
        if line.slug == _LINE
        else line
        for line in platform().edition.lines
    )
    return _with(Edition(lines))


def _article_moved() -> Callable[[], Platform]:
    """The rule stood in another article, and left the income out of account."""
    lines = tuple(
        replace(
            line,
            rules={
                **line.rules,
                _RULES: line.rules[_RULES]
                .replace("h.standard_for_all - h.income, 0", "h.standard_for_all, 0")
                .replace("救助法 第18条", "救助法 第99条"),
            },
        )
        if line.slug == _LINE
        else line
        for line in platform().edition.lines
    )
    return _with(Edition(lines))


def _of_today() -> Callable[[], Platform]:
    return platform


_LAWS = (_standard_raised, _article_moved, _of_today)
