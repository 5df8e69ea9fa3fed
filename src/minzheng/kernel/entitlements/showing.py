"""Rows as faces are shown them, a list at a time."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Form
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.entitlements.api.results import (
    AwardRow,
    CoverRow,
    FormerPayerRow,
    HoldRow,
    LineRow,
    PayeeRow,
)
from minzheng.kernel.entitlements.lines import month_of
from minzheng.kernel.entitlements.models import (
    Award,
    AwardLine,
    ChangeState,
    Cover,
    FormerPayer,
    Hold,
    PayeeChange,
)
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.enrolling import names_of

_DUE = "select award, amount_fen, held from entitlements_due(%s) where award = any (%s)"


def title_of(benefit: str) -> str:
    """The title of a benefit; its rule where the line has given it up."""
    known = benefits().get(benefit)
    return known.title if known else benefit


def award_rows(rows: Iterable[Award]) -> list[AwardRow]:
    """Awards with what is due this month: two queries more."""
    listed = list(rows)
    due = due_in(Month.of(clock.today()), [each.pk for each in listed])
    names = names_of({each.payee_id for each in listed if each.payee_id})
    return [_award_row(each, due.get(each.pk, (0, False)), names) for each in listed]


def line_rows(rows: Iterable[AwardLine]) -> Iterator[LineRow]:
    """Lines in the order given."""
    for each in rows:
        yield LineRow(
            id=each.pk,
            sequence=each.sequence,
            kind=each.kind,
            kind_title=each.get_kind_display(),
            from_month=Month.of(each.from_month),
            to_month=month_of(each.to_month),
            amount_fen=each.amount_fen,
            decision=each.decision,
            rerating=each.rerating,
            reason=each.reason,
            recorded_by_name=each.recorded_by_name,
            recorded_at=each.recorded_at,
        )


def cover_rows(award: Award) -> tuple[CoverRow, ...]:
    """Whom an award covers, each person once for each stretch of months: two queries."""
    rows = Cover.objects.filter(award=award, months__isempty=False).order_by("months", "id")
    stretches = dict.fromkeys((each.person_id, each.months) for each in rows)
    names = names_of({person for person, _ in stretches})
    return tuple(
        CoverRow(
            person=person,
            name=names.get(person, ""),
            from_month=Month.of(months.lower),
            to_month=Month.of(months.upper) - 1 if months.upper else None,
        )
        for person, months in stretches
    )


def hold_rows(actor: Actor, rows: Iterable[Hold]) -> Iterator[HoldRow]:
    """Holds whose award is loaded with them."""
    for each in rows:
        other = each.raised_by_person is None or each.raised_by_person != actor.person
        yield HoldRow(
            id=each.pk,
            award=each.award_id,
            benefit=each.award.benefit,
            title=title_of(each.award.benefit),
            kind=each.kind,
            kind_title=each.get_kind_display(),
            person=each.person_id,
            from_month=Month.of(each.from_month),
            since=each.since,
            source=each.source,
            note=each.note,
            raised_by_name=each.raised_by_name,
            raised_at=each.raised_at,
            confirmed_by_name=each.confirmed_by_name,
            confirmed_at=each.confirmed_at,
            released_by_name=each.released_by_name,
            released_at=each.released_at,
            release_reason=each.release_reason,
            may_settle=each.released_at is None and other and actor.may("hold.settle"),
        )


def payee_rows(actor: Actor, rows: Iterable[PayeeChange]) -> list[PayeeRow]:
    """Changes of payee whose award is loaded with them: one query more."""
    listed = list(rows)
    people = {each.payee_id for each in listed} | {each.before_id for each in listed}
    names = names_of(each for each in people if each is not None)
    return [_payee_row(actor, each, names) for each in listed]


def payer_rows(rows: Iterable[FormerPayer]) -> Iterator[FormerPayerRow]:
    """Who paid before."""
    for each in rows:
        yield FormerPayerRow(each.payer, Month.of(each.from_month), Month.of(each.to_month))


def _award_row(row: Award, due: tuple[int, bool], names: Mapping[UUID, str]) -> AwardRow:
    known = benefits().get(row.benefit)
    reviewed = known.review_class(row.review_class) if known else None
    fen, held = due
    return AwardRow(
        id=row.pk,
        division=row.division,
        label=row.label,
        benefit=row.benefit,
        title=title_of(row.benefit),
        form_title=Form(row.form).title,
        household=row.household_id,
        person=row.person_id,
        payee=row.payee_id,
        payee_name=names.get(row.payee_id, "") if row.payee_id else "",
        state=row.state,
        state_title=row.get_state_display(),
        start_month=Month.of(row.start_month),
        end_month=month_of(row.end_month),
        amount_fen=fen,
        held=held,
        review_class=row.review_class,
        review_title=reviewed.title if reviewed else "",
        next_review=row.next_review,
        case=row.case,
        version=row.version,
    )


def _payee_row(actor: Actor, row: PayeeChange, names: Mapping[UUID, str]) -> PayeeRow:
    waiting = row.state == ChangeState.PROPOSED and row.proposed_by_person != actor.person
    return PayeeRow(
        id=row.pk,
        award=row.award_id,
        title=title_of(row.award.benefit),
        before_name=names.get(row.before_id, "") if row.before_id else "",
        payee_name=names.get(row.payee_id, ""),
        payee=row.payee_id,
        reason=row.reason,
        evidence=row.evidence,
        state=row.state,
        state_title=row.get_state_display(),
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        settled_by_name=row.settled_by_name,
        settled_at=row.settled_at,
        may_settle=waiting and actor.may("award.approve"),
    )


def due_in(month: Month, awards: list[UUID]) -> dict[UUID, tuple[int, bool]]:
    """What awards pay in a month, and whether that is held as far as the scope sees: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [month.first_day, awards])
        return {award: (fen, held) for award, fen, held in cursor.fetchall()}
