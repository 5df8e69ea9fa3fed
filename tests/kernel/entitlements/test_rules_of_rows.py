"""What the database itself refuses of awards, asked in raw SQL as the application."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from minzheng.kernel.access.models import Account
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.models import Award
from tests.kernel.casework.deciding.matters import STANDARD
from tests.kernel.entitlements.awards import DECEMBER, FULL, granted
from tests.kernel.entitlements.months import run
from tests.kernel.entitlements.standards import approved, numbers_in_force, proposed
from tests.people import account_id, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def refused(text: str, *values: Any, by: str = "county_approver") -> str:
    """The name of the rule that refuses a statement; "" where none does."""
    with acting(by):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(text, values)
                cursor.execute("set constraints all immediate")
        except Error as problem:
            cause = problem.__cause__
            named = getattr(getattr(cause, "diag", None), "constraint_name", None)
            return named or str(problem).splitlines()[0]
    return ""


LINE = (
    "insert into entitlements_awardline (id, division, label, award_id, sequence, kind, from_month,"
    " to_month, amount_fen, decision, rerating, reason, recorded_by_name, recorded_at)"
    " select %s, division, label, id, %s, %s, %s, %s, %s, {decision}, {rerating}, %s, '', now()"
    " from entitlements_award where id = %s"
)


def line(
    award: Award,
    sequence: int = 2,
    kind: str = "end",
    first: str = "2027-01-01",
    last: str | None = None,
    fen: int = 0,
    reason: str = "依规终止",
    *,
    source: str = "",
    rerating: UUID | None = None,
) -> str:
    own = (
        "(select l.decision from entitlements_awardline l where l.award_id = entitlements_award.id"
    )
    own += " and l.sequence = 1)"
    text = LINE.format(
        decision=own if source == "decision" else "null",
        rerating=f"'{rerating}'" if rerating else "null",
    )
    return refused(text, uuid4(), sequence, kind, first, last, fen, reason, award.pk)


def test_lines_are_added_one_after_the_other() -> None:
    _, award = granted()
    assert line(award, 3) == "award_line_next"
    assert line(award, 1) == "award_line_next"
    assert line(award, 2) == ""


def test_every_line_has_a_source() -> None:
    _, award = granted()
    assert line(award, kind="change", fen=1, source="") == "award_line_source"
    assert line(award, kind="change", fen=1, source="decision") == ""
    assert line(award, 3, kind="uprating", fen=2, source="decision") == "award_line_source"
    assert line(award, 4, kind="end", reason="") == "award_line_next"
    assert line(award, 3, kind="end", reason="") == "award_line_source"


def test_a_number_alone_only_raises_and_only_by_a_rerating_of_its_own() -> None:
    """One fen more than is due, from the number's month on; two accounts of two persons."""
    _, award = granted()
    run()
    with numbers_in_force():
        proposal = proposed(STANDARD + 100, DECEMBER)
        proposer, approver = account_id("county_officer"), account_id("county_approver")
        second = second_account(proposer)
        assert settled(proposal, proposer, proposer) == "number_proposal_two_persons"
        assert settled(proposal, second, second) == "number_proposal_two_persons"
        assert settled(proposal, second, approver) == "number_proposal_settler"
        assert settled(proposal, approver, approver, simulated=False) == (
            "number_proposal_of_its_simulation"
        )
        assert rerating_by_hand(proposal) == "rerating_of_an_approved_number"
        made = approved(proposal)
    assert settled(proposal, approver, approver) == "number_proposal_settled"
    raising = {"kind": "uprating", "first": "2026-12-01", "rerating": made}
    for fen in (FULL, FULL - 1):
        assert line(award, fen=fen, **raising) == "award_line_uprates"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, fen=FULL + 1, **raising | {"rerating": uuid4()}) == (  # type: ignore[arg-type]  # keywords of `line`
        "award_line_of_a_rerating"
    )
    assert line(award, fen=FULL + 1, **raising) == ""  # type: ignore[arg-type]  # keywords of `line`


def second_account(first: UUID) -> UUID:
    """Another account of the same person."""
    known = Account.objects.get(pk=first)
    second = Account(
        username="second", name=known.name, person=known.person, division=known.division
    )
    second.save(force_insert=True)
    return second.pk


def settled(proposal: UUID, by: UUID, of: UUID, *, simulated: bool = True) -> str:
    """Approved by raw SQL, by one account with the person of another one."""
    shown = "(select id from entitlements_numbersimulation where proposal_id = p.id limit 1)"
    return refused(
        "update entitlements_numberproposal p set state = 'approved', settled_at = now(),"
        " settled_by_name = '', settled_by = %s, settled_by_person ="
        " (select person from access_account where id = %s),"
        f" simulation = {shown if simulated else 'null'} where id = %s",
        by,
        of,
        proposal,
    )


def rerating_by_hand(proposal: UUID) -> str:
    """A re-rating of a number that nobody has approved."""
    return refused(
        "insert into entitlements_rerating (id, proposal_id, state, done, persons, ordered_at,"
        " failure, month, counts) select %s, id, 'ordered', 0, 0, now(), '', valid_from, '{}'"
        " from entitlements_numberproposal where id = %s",
        uuid4(),
        proposal,
    )


def test_months_begin_on_the_first_and_nothing_is_due_before_the_award() -> None:
    _, award = granted()
    wrong = {"kind": "change", "fen": 1, "source": "decision"}
    assert line(award, first="2027-01-02", **wrong) == "award_line_months"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, first="2027-02-01", last="2027-01-01", **wrong) == "award_line_months"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, first="2026-11-01", **wrong) == "award_line_within"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, first="2026-12-01", **wrong) == ""  # type: ignore[arg-type]  # keywords of `line`


def test_an_end_pays_nothing_and_no_amount_is_negative() -> None:
    _, award = granted()
    assert line(award, kind="end", fen=1) == "award_line_amount"
    assert line(award, kind="change", fen=-1, source="decision") == "award_line_amount"


def test_nothing_is_due_past_the_end_of_an_award() -> None:
    _, award = granted()
    ended = "update entitlements_award set end_month = '2027-01-01' where id = %s"
    assert refused(ended, award.pk) == ""
    with working("test"):
        Award.objects.filter(pk=award.pk).update(end_month="2027-01-01")
    wrong = {"kind": "change", "fen": 1, "source": "decision"}
    assert line(award, last=None, **wrong) == "award_line_within"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, last="2027-02-01", **wrong) == "award_line_within"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, last="2027-01-01", **wrong) == ""  # type: ignore[arg-type]  # keywords of `line`


def test_what_is_paid_is_paid_for_somebody() -> None:
    _, award = granted()
    with working("test"), connection.cursor() as cursor:
        cursor.execute(
            "update entitlements_cover set months = daterange('2026-12-01', '2027-01-01')"
            " where award_id = %s",
            [award.pk],
        )
    wrong = {"kind": "change", "fen": 1, "source": "decision"}
    assert line(award, first="2027-01-01", **wrong) == "award_line_covers_somebody"  # type: ignore[arg-type]  # keywords of `line`
    assert line(award, first="2026-12-01", **wrong) == ""  # type: ignore[arg-type]  # keywords of `line`


@pytest.mark.parametrize(
    "text",
    [
        "update entitlements_awardline set amount_fen = amount_fen + 1 where award_id = %s",
        "delete from entitlements_awardline where award_id = %s",
        "delete from entitlements_award where id = %s",
        "delete from entitlements_cover where award_id = %s",
        "update entitlements_award set benefit = 'other' where id = %s",
        "update entitlements_award set household_id = gen_random_uuid() where id = %s",
        "update entitlements_award set start_month = '2020-01-01' where id = %s",
        "update entitlements_cover set exclusion_group = 'other' where award_id = %s",
        "update entitlements_awardline set division = '320411001001' where award_id = %s",
        "update entitlements_award set state = 'ended' where id = %s",
        "update entitlements_award set end_month = '2026-12-02' where id = %s",
    ],
)
def test_nothing_is_rewritten(text: str) -> None:
    _, award = granted()
    assert refused(text, award.pk)


def test_nobody_is_covered_twice_wherever_it_is_written() -> None:
    """The row of another town is not seen, and refuses all the same."""
    home, award = granted()
    text = (
        "with other as (insert into entitlements_award (id, division, label, benefit, unit, form,"
        " person_id, state, start_month, review_class, version, opened_at)"
        " values (gen_random_uuid(), '320402002200', 'ordinary', 'x.y', 'person', 'cash', %s,"
        " 'running', '2027-03-01', '', 1, now()) returning id)"
        " insert into entitlements_cover (id, division, label, award_id, person_id, index,"
        " exclusion_group, months) select gen_random_uuid(), '320402002200', 'ordinary', other.id,"
        " %s, %s, %s, daterange(%s, null) from other"
    )
    with working("test"), connection.cursor() as cursor:
        cursor.execute(
            "select index from entitlements_cover where award_id = %s and person_id = %s limit 1",
            [award.pk, home.head],
        )
        index = cursor.fetchone()[0]
    who, stranger = uuid4(), uuid4()
    group = "minimum_living.grant"
    double = (who, stranger, index, group, "2027-03-01")
    assert refused(text, *double, by="town_clerk_b") == "cover_once"
    pair = "extreme_poverty.grant|minimum_living.grant"
    assert refused(text, *double[:3], pair, "2026-12-01", by="town_clerk_b") == "cover_once"
    assert refused(text, *double[:3], "elderly.old_age_allowance", "2026-12-01",
                   by="town_clerk_b") == ""  # fmt: skip


def test_rows_lie_with_their_award() -> None:
    _, award = granted()
    with working("test"):
        Award.objects.filter(pk=award.pk).update(division="320411001001")
        with connection.cursor() as cursor:
            for table in ("awardline", "cover"):
                cursor.execute(
                    f"select distinct division from entitlements_{table} where award_id = %s",
                    [award.pk],
                )
                assert cursor.fetchall() == [("320411001001",)]
