"""Nothing is cut or stopped before the household was heard: not by the flow, not by raw SQL."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.api import deciding, hearings, letters
from minzheng.kernel.casework.deciding.hearings import last_day
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Clock, Decision, Hearing, Letter
from minzheng.kernel.documents.api.typesetting import Letter as Written
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import (
    ENDING,
    REVIEW,
    Family,
    again,
    family,
    state,
    to_decide,
)
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
RUNNING = {"dibao_since": 20250301, "dibao_amount": 80_000}


def running(wage: int = 200_000, sequence: int = 1) -> Family:
    """A household that receives 800 yuan and now earns `wage`."""
    return family(wage, sequence=sequence, home=RUNNING)


def announce(row: Case, **named: object) -> UUID:
    with acting("town_clerk_a") as actor:
        return hearings.plan_hearing(actor, case=row.pk, because="收入增加", **named)  # type: ignore[arg-type]  # keywords of the command


def serve(row: Case, kind: str = "hearing") -> None:
    with acting("town_clerk_a") as actor:
        letter = Letter.objects.filter(case=row, kind=kind).latest("made_at")
        letters.record_service(
            actor, letter=letter.pk, method="direct", on=clock.today(), receiver="王大明"
        )


def heard(row: Case, hearing: UUID) -> None:
    with acting("town_clerk_a") as actor:
        hearings.record_hearing(
            actor,
            hearing=hearing,
            outcome="heard",
            statement="孩子马上上学，开销大",
            held_on=clock.today(),
        )


def test_what_a_household_wrote_itself_is_never_written_over() -> None:
    row = to_decide(running(), REVIEW)
    hearing = announce(row)
    serve(row)
    with acting("town_clerk_a") as actor:
        held = Hearing.objects.get(pk=hearing)
        held.statement, held.held_on = "孩子九月上学", clock.today()
        held.save(update_fields=["statement", "held_on"])
        (shown,) = hearings.hearings_of(actor, case=row.pk)
        assert (shown.unread, shown.statement) == (True, "孩子九月上学")
        for outcome, document in (("expired", None), ("waived", uuid4())):
            with pytest.raises(Refused, match="已经在网上陈述"):
                hearings.record_hearing(actor, hearing=hearing, outcome=outcome, document=document)
        hearings.record_hearing(
            actor, hearing=hearing, outcome="heard", statement="当面又说：还有房租",
            held_on=clock.today(),
        )  # fmt: skip
        (shown,) = hearings.hearings_of(actor, case=row.pk)
    assert shown.statement == "孩子九月上学\n当面又说：还有房租"
    assert not shown.unread


def test_a_cut_waits_for_the_hearing() -> None:
    row = to_decide(running(), REVIEW)
    with acting("county_approver") as actor:
        found = deciding.proposal(actor, case=row.pk)
        assert (found.outcome, found.amount_fen, found.before_fen) == ("changed", 70_000, 80_000)
        assert found.hearing_needed
        with pytest.raises(Conflict, match="听取"):
            deciding.decide(actor, case=row.pk, outcome="changed", version=row.version)


def test_who_was_heard_may_be_cut_and_the_letter_says_so() -> None:
    row = to_decide(running(), REVIEW)
    hearing = announce(row)
    serve(row)
    heard(row, hearing)
    now = again(row)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="changed", version=now.version)
        text = Written.from_json(Letter.objects.get(case=row, kind="change").content).text()
        decision = Decision.objects.get(case=row)
    assert decision.lowers
    assert decision.effective_from == (Month.of(clock.today()) + 1).first_day
    assert "由800.00元调整为700.00元（减少100.00元）" in text
    assert "孩子马上上学，开销大" in text


def test_a_household_is_not_cut_deeper_than_it_was_told() -> None:
    row = to_decide(running(), REVIEW)
    hearing = announce(row, outcome="changed", amount_fen=75_000)
    serve(row)
    heard(row, hearing)
    now = again(row)
    with acting("county_approver") as actor:
        with pytest.raises(Conflict, match="听取"):
            deciding.decide(actor, case=row.pk, outcome="changed", version=now.version)
        with pytest.raises(Conflict, match="听取"):
            deciding.decide(actor, case=row.pk, outcome="ended", version=now.version, reason="其他")


def test_the_time_to_answer_runs_from_service_and_expires_by_itself() -> None:
    row = to_decide(running(), REVIEW)
    hearing = announce(row)
    with acting("town_clerk_a") as actor, pytest.raises(Refused, match="送达"):
        hearings.record_hearing(actor, hearing=hearing, outcome="heard", statement="不同意",
                                held_on=clock.today())  # fmt: skip
    serve(row)
    assert hearings.expire_hearings() == 0
    with acting("county_officer"):
        held = Hearing.objects.get(pk=hearing)
        assert held.answer_by == last_day(item_of(held.case), clock.today())
        # The letter, the hearing and the clock of the case name one and the same day.
        running_clock = Clock.objects.get(case=row, code="hearing", stopped_on=None)
        assert running_clock.due_on == held.answer_by
        letter = Letter.objects.get(hearing=hearing)
        assert "自收到本告知书之日起7日内" in Written.from_json(letter.content).text()
    assert held.answer_by is not None
    with clock.standing_at(clock.now() + (held.answer_by - clock.today()) + timedelta(days=1)):
        assert hearings.expire_hearings() == 1
    with acting("county_officer"):
        assert Hearing.objects.get(pk=hearing).outcome == "expired"


def test_an_ending_is_refused_without_a_hearing_and_made_after_one() -> None:
    row = to_decide(running(400_000), ENDING)
    with acting("county_approver") as actor, pytest.raises(Conflict):
        deciding.decide(actor, case=row.pk, outcome="ended", version=row.version)
    hearing = announce(row)
    serve(row)
    heard(row, hearing)
    now = again(row)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="ended", version=now.version)
        text = Written.from_json(Letter.objects.get(case=row, kind="end").content).text()
    assert "高出1,300.00元" in text


def _insert(row: Case, actor: object, **columns: object) -> None:
    """A decision as somebody who holds the application's database login would write it."""
    now = clock.now()
    values = {
        "id": uuid4(), "division": row.division, "label": row.label, "case_id": row.pk,
        "award": "minimum_living.grant", "outcome": "changed", "amount_fen": 70_000,
        "before_fen": 80_000, "lowers": False, "month": clock.today().replace(day=1),
        "facts": "{}", "results": "[]", "explanation": "[]", "proposed": "", "deviates": False,
        "reason": "", "office": "320402", "start_basis": "",
        "decided_by": actor.account, "decided_by_person": actor.person,  # type: ignore[attr-defined]  # an Actor
        "decided_by_name": "x", "decided_on": clock.today(), "decided_at": now,
    } | columns  # fmt: skip
    names = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"insert into casework_decision ({names}) values ({places})", list(values.values())
        )


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"outcome": "ended", "amount_fen": None},
        {"outcome": "ended", "amount_fen": None, "before_fen": None},
        {"outcome": "granted"},
        {"outcome": "changed", "amount_fen": 0},
        {"outcome": "changed", "lowers": False, "amount_fen": 79_999},
    ],
)
def test_the_database_refuses_a_cut_without_a_hearing(columns: dict[str, object]) -> None:
    row = to_decide(running(), REVIEW)
    with acting("county_approver") as actor, pytest.raises(DatabaseError) as refused:
        _insert(row, actor, **columns)
    cause = refused.value.__cause__
    assert isinstance(cause, psycopg.errors.CheckViolation)
    assert cause.diag.constraint_name == "decision_after_hearing"


def test_the_amount_before_cannot_be_played_down() -> None:
    """A cut that is passed off as a rise, by a smaller amount before."""
    home = family(200_000)
    row = to_decide(home)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    later = to_decide(home, REVIEW)
    with acting("county_approver") as actor:
        with pytest.raises(DatabaseError, match="amount before"):
            _insert(later, actor, before_fen=10_000, amount_fen=20_000)
        with pytest.raises(DatabaseError, match="heard"):
            _insert(later, actor, outcome="granted", before_fen=None, amount_fen=20_000)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [("2025-02-01", "2026-01-01", None), ("2026-02-01", "2099-01-01", 70_000)],
)
def test_only_what_still_runs_is_cut_by_the_next_grant(
    first: str, last: str, before: int | None
) -> None:
    """Granted for a time that is over, nothing is paid any more that a smaller grant could cut."""
    home = family(200_000)
    row = to_decide(home)
    with acting("county_approver") as actor:
        _insert(
            row,
            actor,
            outcome="granted",
            before_fen=None,
            start_basis="自提出申请的当月起",
            effective_from=first,
            effective_to=last,
        )
    with acting("town_clerk_a") as actor:
        Case.objects.filter(pk=row.pk).update(
            closed_at=clock.now(), state="closed", outcome="granted"
        )
        state(actor, Subject(Entity.PERSON, home.head), {"wage": 250_000}, clock.today())
    later = to_decide(home)
    with acting("county_approver") as actor:
        found = deciding.proposal(actor, case=later.pk)
        assert (found.outcome, found.amount_fen) == ("granted", 20_000)
        assert (found.before_fen, found.lowers) == (before, before is not None)
        if before is None:
            deciding.decide(actor, case=later.pk, outcome="granted", version=later.version)
            assert not Decision.objects.get(case=later).lowers
        else:
            with pytest.raises(DatabaseError, match="heard"):
                _insert(later, actor, outcome="granted", before_fen=None, amount_fen=20_000)


def test_a_rise_needs_no_hearing() -> None:
    home = running()
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, home.head), {"wage": 100_000}, clock.today())
    row = to_decide(home, REVIEW)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="changed", version=row.version)
        decision = Decision.objects.get(case=row)
    assert (decision.amount_fen, decision.lowers) == (170_000, False)


@pytest.mark.parametrize(
    "change",
    [
        "update casework_decision set amount_fen = 1",
        "update casework_decision set reason = 'x'",
        "delete from casework_decision",
        "update casework_letter set content = '{}'",
        "delete from casework_letter",
    ],
)
def test_what_was_decided_and_written_is_not_rewritten(change: str) -> None:
    row = to_decide(family())
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_what_the_household_said_is_not_rewritten() -> None:
    row = to_decide(running(), REVIEW)
    hearing = announce(row)
    serve(row)
    heard(row, hearing)
    with (
        acting("county_officer"),
        pytest.raises(DatabaseError, match="not rewritten"),
        transaction.atomic(),
    ):
        Hearing.objects.filter(pk=hearing).update(outcome="waived")


def test_a_decision_bears_the_day_on_which_it_was_made() -> None:
    row = to_decide(family())
    yesterday = clock.today() - timedelta(days=90)
    with acting("county_approver") as actor, pytest.raises(DatabaseError, match="its_day"):
        _insert(row, actor, outcome="granted", before_fen=None, decided_on=yesterday)
