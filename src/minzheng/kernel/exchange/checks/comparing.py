"""Brings the lines of a check up to date whenever an answer has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minzheng.base.events import publish
from minzheng.catalogue.means_check import LINES, Line
from minzheng.kernel.access import clock
from minzheng.kernel.exchange.checks.lines import Compared, Counting, compared
from minzheng.kernel.exchange.checks.states import (
    ALL_WELL,
    NOT_SETTLED,
    TO_BE_TALKED_ABOUT,
    DifferenceState,
    RequestState,
)
from minzheng.kernel.exchange.checks.terms import terms_on
from minzheng.kernel.exchange.checks.wire import kept_answer
from minzheng.kernel.exchange.events import DifferenceOpened
from minzheng.kernel.exchange.models import CheckRound, Difference
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.means import Party, parties_of, stated_by
from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a line is about: one of household, person, or supporter of a person."""

    household: UUID | None
    person: UUID | None
    supporter: UUID | None
    division: str
    label: str

    @property
    def subject(self) -> Subject:
        """The same for the registry."""
        if self.household is not None:
            return Subject(Entity.HOUSEHOLD, self.household)
        if self.supporter is not None:
            return Subject(Entity.SUPPORTER, self.supporter)
        if self.person is None:
            raise TypeError("a line is about somebody")
        return Subject(Entity.PERSON, self.person)


def refresh(of: Any) -> None:
    """Compare anew everything that a check has found. One at a time for one check."""
    row = CheckRound.objects.select_for_update().get(pk=of.pk)
    today = clock.today()
    parties = parties_of(household=row.household, persons=_persons(row), on=today)
    answers = _counting(row, parties)
    members = [each.person for each in parties if each.supporter is None]
    stated = stated_by(household=row.household, persons=members, on=today)
    terms = terms_on(today, row.division)
    known = {_key(each): each for each in row.differences.all()}
    opened = False
    for line in LINES:
        for whom in _subjects(row, line, parties):
            own = [each for each in answers if _concerns(row, line, whom, each[0])]
            counting = [each for _, each in own]
            if line.entity is Entity.HOUSEHOLD:
                counting += _not_asked(row, line, parties, counting)
            found = compared(line, counting, stated.get((whom.subject, line.fact)), terms)
            opened |= _write(row, line, whom, found, known)
    if opened:
        publish(DifferenceOpened(row.case))


def _persons(row: Any) -> list[UUID]:
    """Where a case has no household: whom it is about, and whoever else was asked about."""
    if row.household:
        return []
    others = row.requests.order_by("queued_at", "id").values_list("person", flat=True)
    return list(dict.fromkeys([row.person, *others]))


def _counting(row: Any, parties: Sequence[Party]) -> list[tuple[Any, Counting]]:
    """Every question of the check with the answer that counts, if there is one. Two queries."""
    names = {(each.person, each.supporter): each.name for each in parties}
    requests = row.requests.prefetch_related("answers").order_by("queued_at", "id")
    return [
        (each, _one(each, names[each.person, each.supporter]))
        for each in requests
        if (each.person, each.supporter) in names
    ]


def _one(request: Any, who: str) -> Counting:
    found = Counting(who, request.person, request.supporter, request.source, None)
    if request.state != RequestState.ANSWERED:
        return found
    chosen = next((each for each in request.answers.all() if each.chosen), None)
    if chosen is None:
        return found
    _, _, records = kept_answer(chosen.content)
    return Counting(
        who,
        request.person,
        request.supporter,
        request.source,
        records,
        chosen.snapshot_on,
        chosen.expires_on,
    )


def _subjects(row: Any, line: Line, parties: Iterable[Party]) -> Iterable[Whom]:
    if line.entity is Entity.HOUSEHOLD:
        if row.household:
            yield Whom(row.household, None, None, row.division, row.label)
        return
    supporters = line.entity is Entity.SUPPORTER
    for each in parties:
        if (each.supporter is not None) is supporters:
            yield Whom(None, each.person, each.supporter, each.division, each.label.value)


def _concerns(row: Any, line: Line, whom: Whom, request: Any) -> bool:
    if line.entity is Entity.HOUSEHOLD:
        # A sum over all members would tell of those whose file not everybody may know of.
        open_label = request.label in (row.label, Label.ORDINARY)
        return request.supporter is None and open_label
    return (request.person, request.supporter) == (whom.person, whom.supporter)


def _not_asked(
    row: Any, line: Line, parties: Iterable[Party], asked: Iterable[Counting]
) -> list[Counting]:
    """Members about whom nobody may ask yet: a sum without them is not the household's."""
    known = {(each.person, each.source) for each in asked}
    return [
        Counting(each.name, each.person, None, source, None)
        for each in parties
        if each.supporter is None
        and each.death_date is None
        and each.label in (row.label, Label.ORDINARY)
        for source in dict.fromkeys(part.source.name for part in line.parts)
        if (each.person, source) not in known
    ]


def _key(row: Any) -> tuple[Any, ...]:
    return row.household, row.person, row.supporter, row.fact


def _write(row: Any, line: Line, whom: Whom, found: Compared | None, known: Any) -> bool:
    """Whether there is something to settle now that there was not before."""
    standing = known.get((whom.household, whom.person, whom.supporter, line.fact))
    settled = standing is not None and standing.state not in NOT_SETTLED
    if found is None:
        if standing is not None and standing.state == DifferenceState.OPEN:
            standing.delete()
        return False
    if standing is None:
        standing = Difference(
            division=whom.division,
            label=whom.label,
            round=row,
            household=whom.household,
            person=whom.person,
            supporter=whom.supporter,
            fact=line.fact,
        )
    elif standing.content == found.content():
        return False
    else:
        # What people settled was something else: it is for them to look again.
        standing.state = DifferenceState.OPEN
    standing.kind, standing.content = found.kind, found.content()
    standing.snapshot_on, standing.expires_on = found.snapshot, found.expires
    standing.save()
    return found.kind in TO_BE_TALKED_ABOUT or (settled and found.kind not in ALL_WELL)
