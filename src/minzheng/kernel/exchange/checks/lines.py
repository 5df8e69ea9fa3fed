"""One fact of the comparison: what was declared, what was found, and how the two stand together.

Pure: rows go in, lines come out.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from uuid import UUID

from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.means_check import Combine, Line, Part
from minzheng.kernel.exchange.checks.states import LineKind
from minzheng.kernel.exchange.checks.terms import Terms
from minzheng.kernel.exchange.checks.wire import Record
from minzheng.kernel.registry.api.means import Stated
from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

NOTHING = "没有记录"


@dataclass(frozen=True, slots=True)
class Counting:
    """The answer that counts for one question; `records` is None where none has come yet."""

    who: str
    person: UUID
    supporter: UUID | None
    source: str
    records: tuple[Record, ...] | None
    snapshot: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one department said about one person."""

    source: str
    who: str
    value: int | None
    note: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A line with everything that a reader needs to judge it."""

    kind: LineKind
    declared: int | None
    declared_source: str
    declared_since: str
    found: int | None
    tellings: tuple[Telling, ...]
    missing: tuple[str, ...]
    snapshot: date | None = field(default=None, compare=False)
    expires: date | None = field(default=None, compare=False)

    def content(self) -> str:
        """As it is kept."""
        kept = asdict(replace(self, snapshot=None, expires=None))
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def kept_line(content: str) -> Compared:
    """A line that was kept."""
    kept = json.loads(content)
    tellings = tuple(Telling(**each) for each in kept.pop("tellings"))
    kind, missing = LineKind(kept.pop("kind")), tuple(kept.pop("missing"))
    return Compared(**kept, kind=kind, tellings=tellings, missing=missing)


def compared(
    line: Line, answers: Sequence[Counting], stated: Stated | None, terms: Terms
) -> Compared | None:
    """How a fact stands; None as long as nobody has said anything about it."""
    fact = VOCABULARY.of(line.entity)[line.fact]
    told = [each for part in line.parts for each in _tellings(fact, part, answers)]
    tellings = tuple(telling for telling, _ in told)
    if not tellings:
        return None
    found, agreed = _found(line.combine, told)
    missing = tuple(_missing(line, answers))
    heard = [each for each in answers if each.records is not None and _tells(line, each)]
    kind = _kind(fact, found, agreed, missing, stated, terms)
    if kind is LineKind.NO_RECORD and stated is None:
        return None
    return Compared(
        kind=kind,
        declared=_declared(fact, stated),
        declared_source=stated.source_title if stated else "",
        declared_since=stated.since.isoformat() if stated else "",
        found=found,
        tellings=tellings,
        missing=missing,
        snapshot=min((each.snapshot for each in heard if each.snapshot), default=None),
        expires=min((each.expires for each in heard if each.expires), default=None),
    )


def _tells(line: Line, answer: Counting) -> bool:
    return any(part.source.name == answer.source for part in line.parts)


def _missing(line: Line, answers: Iterable[Counting]) -> Iterable[str]:
    titles = {part.source.name: part.source.title for part in line.parts}
    for each in answers:
        if each.source in titles and each.records is None:
            yield f"{titles[each.source]}：{each.who}"


def _tellings(
    fact: Fact, part: Part, answers: Iterable[Counting]
) -> Iterable[tuple[Telling, tuple[Record, ...]]]:
    """What a department says, a line for each person; amounts of one kind are added up."""
    for each in answers:
        if each.source != part.source.name or each.records is None:
            continue
        own = tuple(record for record in each.records if record.record == part.record)
        snapshot = each.snapshot.isoformat() if each.snapshot else ""
        if not own:
            telling = Telling(part.source.title, each.who, part.absence, NOTHING, snapshot)
            yield telling, ()
        elif fact.unit.kind is Kind.MONEY:
            total = sum(record.value for record in own)
            yield Telling(part.source.title, each.who, total, _notes(own), snapshot), own
        else:
            for record in own:
                telling = Telling(
                    part.source.title, each.who, record.value, _notes([record]), snapshot
                )
                yield telling, (record,)


def _notes(records: Sequence[Record]) -> str:
    texts = (" ".join(filter(None, (each.thing, each.note))) for each in records)
    return "；".join(filter(None, texts))


def _found(
    combine: Combine, told: Sequence[tuple[Telling, tuple[Record, ...]]]
) -> tuple[int | None, bool]:
    """The value of all tellings together, and whether they agree on it."""
    if combine is Combine.DISTINCT:
        return len({record.thing for _, records in told for record in records}), True
    values = [telling.value for telling, _ in told if telling.value is not None]
    if not values:
        return None, True
    if combine is Combine.ANY:
        return any(values), True
    if combine is Combine.TOTAL:
        return sum(values), True
    return (values[0], True) if len(set(values)) == 1 else (None, False)


def _declared(fact: Fact, stated: Stated | None) -> int | None:
    return fact.blank if stated is None else stated.value


def _kind(
    fact: Fact,
    found: int | None,
    agreed: bool,
    missing: Sequence[str],
    stated: Stated | None,
    terms: Terms,
) -> LineKind:
    if not agreed:
        return LineKind.CONTRADICTORY
    if missing:
        return LineKind.INCOMPLETE
    if found is None:
        return LineKind.NO_RECORD
    declared = _declared(fact, stated)
    if declared is not None and terms.within_tolerance(declared, found, fact.unit):
        return LineKind.AGREES
    if stated is None or declared is None:
        return LineKind.UNDECLARED if found else LineKind.NOTHING
    if fact.unit.kind in _MEASURED:
        return LineKind.HIGHER if found > declared else LineKind.LOWER
    return LineKind.DIFFERS


_MEASURED = frozenset({Kind.MONEY, Kind.COUNT, Kind.MONTHS})
