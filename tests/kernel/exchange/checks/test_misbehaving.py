"""Departments answer late, twice, contradictorily, unreadably, about others, or never."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection

from minzheng.adapters.departments import DemoDepartment, Manner, Manners
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.checks.circuits import FAILURES_TO_OPEN
from minzheng.kernel.exchange.models import CheckAnswer, CheckRequest, SourceCircuit
from minzheng.kernel.exchange.ports import SourceQuery
from tests.kernel.exchange.checks.conftest import later
from tests.kernel.exchange.checks.family import CLERK, FATHER, Family, work
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BANKS, TAX = CheckSource.banks, CheckSource.tax


def started(family: Family, manner: Manner, source: CheckSource = BANKS) -> Family:
    """A check at whose beginning one department behaves in some way towards the father."""
    family.town.behave(of_persons={(source, FATHER): manner})
    family.authorise()
    family.start()
    work()
    return family


def passing(days: int, *, every: int = 1) -> None:
    """Days go by, and the worker with them, on the last one in any case."""
    for day in (*range(1, days, every), days):
        with clock.standing_at(later(days=day)):
            work()


def answers(family: Family) -> int:
    """What is kept of the father's question to the banks."""
    with working("job"):
        rows = CheckAnswer.objects.filter(request__source="banks", person=family.father)
        return rows.count()


def test_a_prompt_department_has_answered(family: Family) -> None:
    view = family.checked()
    assert {each.state for party in view.parties for each in party.requests} == {"answered"}
    assert view.state.waiting == view.state.failed == ()


def test_a_slow_department_is_waited_for(family: Family) -> None:
    started(family, Manner.SLOW)
    assert family.question(BANKS, family.father).state == "asked"
    assert family.line("assets").kind == "incomplete"
    passing(2)
    assert family.question(BANKS, family.father).state == "answered"
    assert family.line("assets").kind == "agrees"


def test_a_late_answer_is_an_answer_and_says_so(family: Family) -> None:
    started(family, Manner.LATE)
    with clock.standing_at(later(days=9)):
        work()
        question = family.question(BANKS, family.father)
        assert question.state == "asked"
        assert question.tone == "bad"
        assert "逾期" in question.words
    passing(26, every=5)
    with clock.standing_at(later(days=27)):
        question = family.question(BANKS, family.father)
        assert question.state == "answered"
        assert "迟到" in question.words


def test_a_department_that_never_answers_leaves_the_fact_unknown(family: Family) -> None:
    started(family, Manner.NEVER)
    passing(30, every=5)
    with clock.standing_at(later(days=30)):
        view = family.view()
        assert family.question(BANKS, family.father).state == "expired"
        assert view.state.failed == (BANKS.title,)
        line = family.line("assets")
        assert line.kind == "incomplete"
        with acting(CLERK) as clerk, pytest.raises(Conflict):
            checks.concede_difference(clerk, difference=line.id)
            checks.settle_difference(
                clerk, difference=line.id, outcome="found", reason="别的银行已答复"
            )


def test_the_same_answer_sent_twice_is_one(family: Family) -> None:
    started(family, Manner.TWICE)
    assert family.question(BANKS, family.father).state == "answered"
    assert answers(family) == 1


def test_two_different_answers_are_shown_and_neither_counts(family: Family) -> None:
    started(family, Manner.CONTRADICTORY)
    assert family.question(BANKS, family.father).state == "answered"
    passing(1)
    question = family.question(BANKS, family.father)
    assert question.state == "contradictory"
    assert family.line("assets").kind == "incomplete"
    assert answers(family) == 2
    with acting(CLERK) as clerk:
        file = checks.answers_of(clerk, request=question.id)
        assert [each.chosen for each in file.answers] == [False, False]
        checks.choose_answer(
            clerk, request=question.id, answer=file.answers[0].id, reason="已电话核实"
        )
    assert family.line("assets").kind == "agrees"


def test_an_unreadable_answer_is_asked_for_again(family: Family) -> None:
    started(family, Manner.MALFORMED)
    question = family.question(BANKS, family.father)
    assert question.state == "queued"
    assert "答复" in question.words
    assert answers(family) == 0
    passing(1)
    assert family.question(BANKS, family.father).state == "answered"


@pytest.mark.parametrize("manner", [Manner.STUBBORN, Manner.OLD])
def test_an_answer_that_stays_useless_is_handed_to_a_person(family: Family, manner: Manner) -> None:
    started(family, manner)
    passing(8)
    question = family.question(BANKS, family.father)
    assert question.state == "failed"
    assert question.may_ask_again
    assert answers(family) == 0
    family.town.behave()
    with acting(CLERK) as clerk:
        checks.ask_again(clerk, request=question.id, reason="已联系银行")
    with clock.standing_at(later(days=8, minutes=1)):
        work()
    assert family.question(BANKS, family.father).state == "answered"


def test_an_answer_about_somebody_else_is_not_kept(family: Family) -> None:
    started(family, Manner.ANOTHER)
    question = family.question(BANKS, family.father)
    assert question.state == "unmatched"
    assert not question.needs_choice
    with acting(CLERK) as clerk:
        file = checks.answers_of(clerk, request=question.id)
        assert file.answers[0].records == ()
        assert file.answers[0].name == ""
        with pytest.raises(Refused, match="不是本人"):
            checks.choose_answer(
                clerk, request=question.id, answer=file.answers[0].id, reason="试试"
            )


def test_an_unreadable_name_waits_for_a_person(family: Family) -> None:
    started(family, Manner.ILLEGIBLE)
    question = family.question(BANKS, family.father)
    assert question.state == "unmatched"
    assert question.needs_choice
    with acting(CLERK) as clerk:
        file = checks.answers_of(clerk, request=question.id)
        assert file.answers[0].name == "石大?"
        with pytest.raises(Refused, match="理由"):
            checks.choose_answer(clerk, request=question.id, answer=file.answers[0].id, reason=" ")
        checks.choose_answer(
            clerk, request=question.id, answer=file.answers[0].id, reason="对方系统缺字"
        )
    assert family.question(BANKS, family.father).state == "answered"


def test_one_dead_department_does_not_hold_up_the_others(family: Family) -> None:
    family.town.behave({TAX: Manner.DOWN})
    family.authorise()
    family.start()
    work()
    view = family.view()
    states = {(r.source, r.state) for party in view.parties for r in party.requests}
    assert {state for source, state in states if source == "tax"} == {"queued"}
    assert {state for source, state in states if source != "tax"} == {"answered"}


class Counted(DemoDepartment):
    """Counts how often it is called."""

    calls = 0

    def ask(self, query: SourceQuery) -> None:
        """One call more."""
        Counted.calls += 1
        super().ask(query)


def test_a_dead_department_is_left_alone_and_tried_again(family: Family) -> None:
    dead = Counted(TAX, Manners(of_sources={TAX: Manner.DOWN}))
    ports.departments.install(lambda: {TAX: dead})
    family.authorise()
    family.start()
    Counted.calls = 0
    for minute in range(0, 60, 5):
        with clock.standing_at(later(minutes=minute)):
            work()
    # Five failures, then one attempt every ten minutes at most.
    assert FAILURES_TO_OPEN <= Counted.calls <= FAILURES_TO_OPEN + 6
    with clock.standing_at(later(minutes=59)):
        assert family.view().troubled_sources == (TAX.title,)
    family.town.behave()
    with clock.standing_at(later(hours=9)):
        work()
    assert family.question(TAX, family.father).state == "answered"
    with working("job"):
        assert SourceCircuit.objects.get(source="tax").failures == 0


class Broken(DemoDepartment):
    """Fails in a way that nobody has foreseen."""

    def collect(
        self, query: SourceQuery, *, asked_at: datetime, now: datetime
    ) -> Sequence[dict[str, object]]:
        """Breaks."""
        raise ZeroDivisionError


def test_a_department_that_breaks_is_tried_again(family: Family) -> None:
    ports.departments.install(lambda: {BANKS: Broken(BANKS, Manners())})
    family.authorise()
    family.start()
    work()
    assert family.question(BANKS, family.father).state in ("asked", "queued")
    family.town.behave()
    passing(1)
    assert family.question(BANKS, family.father).state == "answered"


def test_a_department_that_is_not_connected_is_said_to_be_so(family: Family) -> None:
    ports.departments.install(dict)
    family.authorise()
    family.start()
    work()
    assert "尚未与该部门接通" in family.question(BANKS, family.father).words


def test_a_worker_that_died_leaves_a_question_that_is_asked_again(family: Family) -> None:
    family.authorise()
    family.start()
    with working("job"):
        CheckRequest.objects.update(next_at=later(minutes=5))
    work()
    assert family.question(BANKS, family.father).state == "queued"
    with clock.standing_at(later(minutes=6)):
        work()
    assert family.question(BANKS, family.father).state == "answered"


def test_doing_everything_twice_changes_nothing(family: Family) -> None:
    view = family.checked()
    with working("job"):
        CheckRequest.objects.update(next_at=later())
        before = CheckAnswer.objects.count()
    work()
    again = family.view()
    assert again.differences == view.differences
    with working("job"):
        assert CheckAnswer.objects.count() == before


def test_an_answer_after_withdrawal_is_not_kept(family: Family) -> None:
    started(family, Manner.SLOW)
    given = family.view().parties[0].authorisation
    assert given is not None
    with acting(CLERK) as clerk:
        checks.withdraw_authorisation(
            clerk, authorisation=given.id, on=later().date(), reason="不愿意"
        )
    passing(3)
    assert family.question(BANKS, family.father).state == "called_off"
    assert answers(family) == 0


def test_a_number_that_is_disputed_is_not_asked_about(family: Family) -> None:
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_identitydocument set state = 'disputed'")
    family.authorise()
    family.start()
    work()
    question = family.question(BANKS, family.father)
    assert question.state == "queued"
    assert "身份号码尚未核实" in question.words
