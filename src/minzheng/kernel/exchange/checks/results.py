"""What the api of checks answers with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.kernel.exchange.checks.lines import Compared
from minzheng.kernel.exchange.checks.states import ALL_WELL, DifferenceState
from minzheng.kernel.registry.api.places import Place


@dataclass(frozen=True, slots=True)
class AuthorisationView:
    """An authorisation, given, refused or withdrawn."""

    id: UUID
    kind_title: str
    state: str
    state_title: str
    method_title: str
    signed_on: date
    valid_until: date | None
    expired: bool
    document: UUID | None
    guardian_name: str
    note: str
    recorder: str
    withdrawn_on: date | None
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One question to one department. `words` says in a sentence where it stands."""

    id: UUID
    source: str
    source_title: str
    state: str
    state_title: str
    words: str
    tone: str
    due_on: date
    asked_at: datetime | None
    answered_at: datetime | None
    snapshot_on: date | None
    expires_on: date | None
    may_ask_again: bool
    needs_choice: bool


@dataclass(frozen=True, slots=True)
class PartyView:
    """A member or supporter with the authorisation that stands and the questions about them."""

    person: UUID
    supporter: UUID | None
    name: str
    relation_title: str
    member_name: str
    minor: bool
    dead: bool
    authorisation: AuthorisationView | None
    earlier: tuple[AuthorisationView, ...]
    requests: tuple[RequestView, ...]

    @property
    def answered(self) -> int:
        """How many departments have answered usably."""
        return sum(each.state == "answered" for each in self.requests)


@dataclass(frozen=True, slots=True)
class ToldView:
    """What one department said of one person, in words."""

    source: str
    who: str
    text: str
    note: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One line of the comparison, in words."""

    id: UUID
    whose: str
    person: UUID | None
    supporter: UUID | None
    fact: str
    fact_title: str
    kind: str
    kind_title: str
    state: str
    state_title: str
    declared_text: str
    found_text: str
    line: Compared = field(repr=False)
    tellings: tuple[ToldView, ...] = field(repr=False)
    snapshot_on: date | None
    expires_on: date | None
    expired: bool
    objection: str = field(repr=False)
    objection_document: UUID | None
    objected_on: date | None
    settler: str
    settled_at: datetime | None
    settled_because: str
    statement: UUID | None
    open: bool
    to_talk_about: bool


@dataclass(frozen=True, slots=True)
class ToldLines:
    """The lines that a household was told of; `open` while it may still say something to them."""

    explain_by: date | None
    open: bool
    lines: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """One check of a case."""

    id: UUID
    number: int
    state: str
    state_title: str
    because: str
    orderer: str
    ordered_at: datetime
    told_on: date | None
    told_how: str
    explain_by: date | None
    report: UUID | None
    reported_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckState:
    """Where the check of a case stands, for the case page and for finishing the step.

    `waiting` and `failed` are departments. `unauthorised` are members; `refused` and `unasked`
    (allowed, but not asked about at every department) are members and supporters; `barring` are
    those members without whose word the law lets no check be finished.
    """

    started: bool
    waiting: tuple[str, ...]
    failed: tuple[str, ...]
    unauthorised: tuple[str, ...]
    refused: tuple[str, ...]
    unasked: tuple[str, ...]
    barring: tuple[str, ...]
    unsettled: int

    @property
    def complete(self) -> bool:
        """Everybody allowed it, every department answered, every difference is settled."""
        troubles = (
            self.waiting, self.failed, self.unauthorised, self.refused, self.unasked
        )  # fmt: skip
        return self.started and not any(troubles) and not self.unsettled


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything about the checks of one case, on one page."""

    case: UUID
    number: str
    item_title: str
    household: UUID | None
    place: Place
    open: bool
    parties: tuple[PartyView, ...]
    round: RoundView | None
    earlier: tuple[RoundView, ...]
    differences: tuple[DifferenceView, ...]
    troubled_sources: tuple[str, ...]
    state: CheckState

    @property
    def differing(self) -> tuple[DifferenceView, ...]:
        """The lines that do not simply agree, those to be settled first."""
        return tuple(each for each in self.differences if each.kind not in ALL_WELL)

    @property
    def agreeing(self) -> tuple[DifferenceView, ...]:
        """The lines in which declaration and departments agree."""
        return tuple(each for each in self.differences if each.kind in ALL_WELL)

    @property
    def untold(self) -> bool:
        """Whether there is something to tell the household."""
        return any(
            each.state == DifferenceState.OPEN and each.to_talk_about for each in self.differences
        )


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as it was given, for a person to judge."""

    id: UUID
    received_at: datetime
    turn: int
    late: bool
    snapshot_on: date
    expires_on: date
    verdict: str
    verdict_title: str
    reason: str
    name: str = field(repr=False)
    records: tuple[tuple[str, str, str], ...] = field(repr=False)
    chosen: bool
    chosen_because: str


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A question with every answer to it, side by side."""

    case: UUID
    who: str
    request: RequestView
    answers: tuple[AnswerView, ...]
    earlier: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class DifferenceFile:
    """A line on a page of its own."""

    case: UUID
    difference: DifferenceView
    round: RoundView
