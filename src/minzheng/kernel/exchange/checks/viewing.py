"""Everything about the checks of a case, read in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from minzheng.base.ages import known_minor
from minzheng.catalogue.means_check import MEMBERS, CheckSource, sources_for
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.exchange.checks.details import difference_view, names_of, round_view
from minzheng.kernel.exchange.checks.purposes import purpose_of
from minzheng.kernel.exchange.checks.results import (
    AuthorisationView,
    CheckState,
    CheckView,
    DifferenceView,
    PartyView,
    RequestView,
    ToldLines,
)
from minzheng.kernel.exchange.checks.states import (
    STILL_WAITING,
    TO_BE_TALKED_ABOUT,
    AuthorisationState,
    DifferenceState,
    PartyKind,
    RequestState,
    RoundState,
    SigningMethod,
)
from minzheng.kernel.exchange.checks.wording import request_view
from minzheng.kernel.exchange.models import (
    Authorisation,
    CheckRound,
    SourceCircuit,
)
from minzheng.kernel.exchange.ports import CasePurpose, case_open
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.means import Party, parties_of
from minzheng.kernel.registry.api.places import Place
from minzheng.rules.facts import Entity

NOWHERE = Place("", Label.ORDINARY)
FAILED = frozenset(
    {
        RequestState.UNMATCHED,
        RequestState.CONTRADICTORY,
        RequestState.FAILED,
        RequestState.EXPIRED,
    }
)


@query(permission="check.read", action="check.read")
def check_view(actor: Actor, *, case: UUID) -> CheckView:
    """The page of a case's check. Raises `Unseen`."""
    view = view_of(case)
    place = view.place
    touched("case", case, place.division or actor.division, place.label)
    return view


@query(permission="check.read", action="check.read")
def told_differences(actor: Actor, *, case: UUID) -> ToldLines:
    """What the household was told does not agree, settled since or not. Raises `Unseen`."""
    purpose = purpose_of(case)
    row = CheckRound.objects.filter(case=case).order_by("-number").first()
    if row is None or row.told_on is None:
        touched("case", case, actor.division)
        return ToldLines(None, False, ())
    touched("check", row.pk, row.division, Label(row.label))
    told = row.differences.filter(kind__in=TO_BE_TALKED_ABOUT).exclude(state=DifferenceState.OPEN)
    names = names_of(purpose)
    lines = tuple(difference_view(each, names) for each in told.order_by("fact", "id"))
    return ToldLines(row.explain_by, row.state == RoundState.OPEN, lines)


def view_of(case: UUID, *, open_only: bool = False) -> CheckView:
    """The same for commands that have been allowed and recorded already.

    `open_only` leaves out whose file carries another label than the check itself.
    """
    purpose = purpose_of(case)
    rounds = list(CheckRound.objects.filter(case=case).order_by("-number"))
    current = rounds[0] if rounds else None
    parties = _parties(purpose, current, open_only=open_only)
    differences = _differences(current, parties)
    return CheckView(
        case=case,
        number=purpose.number,
        item_title=purpose.item_title,
        household=purpose.household,
        place=Place(current.division, Label(current.label)) if current else NOWHERE,
        open=purpose.open,
        parties=parties,
        round=round_view(current) if current else None,
        earlier=tuple(map(round_view, rounds[1:])),
        differences=differences,
        troubled_sources=_troubled(),
        state=_state(current, parties, differences),
    )


def check_state(*, case: UUID) -> CheckState | None:
    """Where the check stands, for other commands; None for a case that is not seen."""
    purpose = case_open()(case)
    if purpose is None:
        return None
    rounds = CheckRound.objects.filter(case=case).order_by("-number")
    current = rounds.first()
    parties = _parties(purpose, current)
    return _state(current, parties, _differences(current, parties))


def _parties(
    purpose: CasePurpose, current: Any, *, open_only: bool = False
) -> tuple[PartyView, ...]:
    today = clock.today()
    found = parties_of(household=purpose.household, persons=purpose.persons, on=today)
    authorisations = list(
        Authorisation.objects.filter(case=purpose.case).order_by("-recorded_at", "-id")
    )
    requests = _requests(current)
    views = []
    for each in found:
        if open_only and current and each.label not in (current.label, Label.ORDINARY):
            continue
        key = (each.person, each.supporter)
        own = [row for row in authorisations if (row.person, row.supporter) == key]
        asked = tuple(view for row, view in requests if (row.person, row.supporter) == key)
        views.append(_party(each, own, asked))
    return tuple(views)


def _requests(current: Any) -> list[tuple[Any, RequestView]]:
    if current is None:
        return []
    rows = current.requests.select_related("round").prefetch_related("answers")
    order = {source.name: source.value for source in CheckSource}
    ordered = sorted(rows, key=lambda each: order[each.source])
    return [
        (each, request_view(each, [one for one in each.answers.all() if one.turn == each.turn]))
        for each in ordered
    ]


def _party(party: Party, own: list[Any], requests: tuple[RequestView, ...]) -> PartyView:
    today = clock.today()
    standing = [each for each in own if each.state != AuthorisationState.WITHDRAWN]
    past = [each for each in own if each.state == AuthorisationState.WITHDRAWN]
    return PartyView(
        person=party.person,
        supporter=party.supporter,
        name=party.name,
        relation_title=party.relation_title,
        member_name=party.member_name,
        minor=known_minor(party.birth_date, today),
        dead=party.death_date is not None,
        authorisation=_authorisation(standing[0]) if standing else None,
        earlier=tuple(map(_authorisation, past)),
        requests=requests,
    )


def _authorisation(row: Any) -> AuthorisationView:
    return AuthorisationView(
        id=row.pk,
        kind_title=PartyKind(row.kind).label,
        state=row.state,
        state_title=AuthorisationState(row.state).label,
        method_title=SigningMethod(row.method).label if row.method else "",
        signed_on=row.signed_on,
        valid_until=row.valid_until,
        expired=row.valid_until is not None and row.valid_until < clock.today(),
        document=row.document,
        guardian_name=row.guardian_name,
        note=row.note,
        recorder=row.recorder,
        withdrawn_on=row.withdrawn_on,
        withdrawn_because=row.withdrawn_because,
    )


def _differences(current: Any, parties: tuple[PartyView, ...]) -> tuple[DifferenceView, ...]:
    if current is None:
        return ()
    names = {(each.person, each.supporter): each.name for each in parties}
    rows = current.differences.order_by("fact", "id")
    views = [
        difference_view(each, names)
        for each in rows
        if each.household or (each.person, each.supporter) in names
    ]
    return tuple(sorted(views, key=lambda each: (not each.to_talk_about, not each.open)))


def _troubled() -> tuple[str, ...]:
    rows = SourceCircuit.objects.filter(open_until__gt=clock.now()).order_by("source")
    return tuple(CheckSource[each.source].title for each in rows)


def _state(
    current: Any, parties: Iterable[PartyView], differences: Iterable[DifferenceView]
) -> CheckState:
    living = [each for each in parties if not each.dead]
    asked = [each for party in living for each in party.requests]
    members = [each for each in living if each.supporter is None]
    silent = [each for each in members if each.authorisation is None]
    refused = [each for each in living if _stands(each, AuthorisationState.REFUSED)]
    given = [each for each in living if _stands(each, AuthorisationState.GIVEN)]
    return CheckState(
        started=current is not None,
        waiting=_titles(each for each in asked if each.state in STILL_WAITING),
        failed=_titles(each for each in asked if each.state in FAILED),
        unauthorised=_names(silent),
        refused=_names(refused),
        unasked=_names(each for each in given if _left_out(each)),
        barring=_names(each for each in members if each in silent or each in refused),
        unsettled=sum(each.to_talk_about for each in differences),
    )


def _stands(party: PartyView, state: AuthorisationState) -> bool:
    return party.authorisation is not None and party.authorisation.state == state


def _left_out(party: PartyView) -> bool:
    """Whether some department is not asked: it was begun before, called off, or ran out."""
    asked = {each.source for each in party.requests if each.state != RequestState.CALLED_OFF}
    wanted = sources_for((Entity.SUPPORTER,) if party.supporter else MEMBERS)
    return any(each.name not in asked for each in wanted)


def _names(parties: Iterable[PartyView]) -> tuple[str, ...]:
    return tuple(each.name for each in parties)


def _titles(requests: Iterable[RequestView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.source_title for each in requests))
