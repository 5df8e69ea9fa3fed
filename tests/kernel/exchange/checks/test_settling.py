"""Declared and found, line by line; nothing is decided but by a person who heard the family."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.exchange.checks.conftest import later
from tests.kernel.exchange.checks.family import (
    CLERK,
    FATHER,
    MOTHER,
    SON,
    TODAY,
    Family,
    work,
)
from tests.kernel.exchange.checks.talking import settled, told
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SNAPSHOT = date(2026, 10, 29)
BANKS, TAX = CheckSource.banks, CheckSource.tax


def on_file(family: Family, fact: str) -> tuple[int | None, str, date | None]:
    """What prevails in the registry of a fact of the father or the household."""
    with acting(CLERK) as clerk:
        for subject in (
            Subject(Entity.PERSON, family.father),
            Subject(Entity.HOUSEHOLD, family.household),
        ):
            known = facts.facts_on(clerk, subject=subject, on=TODAY)
            if fact in known:
                return known[fact].value, known[fact].source, known[fact].since
    return None, "", None


def test_what_is_worse_for_the_household_waits_until_it_could_explain(family: Family) -> None:
    """57号 art. 18."""
    family.checked()
    with pytest.raises(Conflict, match="先把差异告知家庭"):
        settled(family, "vehicles")
    # Monday the 23rd, and five working days.
    assert told(family) == date(2026, 11, 30)
    with (
        clock.standing_at(later(days=7)),
        pytest.raises(Conflict, match="家庭可以说明到2026-11-30"),
    ):
        settled(family, "vehicles")
    assert on_file(family, "vehicles") == (0, "declared", date(2026, 1, 1))
    with clock.standing_at(later(days=8)):
        settled(family, "vehicles")
    assert on_file(family, "vehicles") == (1, "matched", SNAPSHOT)


def test_a_household_that_agrees_need_not_be_waited_for(family: Family) -> None:
    family.checked()
    told(family)
    with acting(CLERK) as clerk:
        checks.concede_difference(clerk, difference=family.line("vehicles").id)
    settled(family, "vehicles", reason="家庭认可，车为代步")
    assert on_file(family, "vehicles") == (1, "matched", SNAPSHOT)


def test_an_objection_is_heard_and_settled_with_a_reason(family: Family) -> None:
    family.checked()
    told(family)
    line = family.line("vehicles")
    with acting(CLERK) as clerk:
        with pytest.raises(Refused, match="记下家庭的说明"):
            checks.dispute_difference(clerk, difference=line.id, text="  ")
        checks.dispute_difference(
            clerk, difference=line.id, text="车已报废，有回收证明", document=family.paper
        )
    with pytest.raises(Refused, match="处理理由"):
        settled(family, "vehicles", "declared", reason=" ")
    settled(family, "vehicles", "declared", reason="已见报废回收证明")
    line = family.line("vehicles")
    assert (line.state, line.objection, line.settler) == (
        "declared",
        "车已报废，有回收证明",
        "镇办甲",
    )
    assert on_file(family, "vehicles") == (0, "declared", date(2026, 1, 1))


def test_nothing_is_on_file_before_somebody_settled_it(family: Family) -> None:
    family.checked()
    for fact in ("wage", "assets", "vehicles", "houses"):
        assert on_file(family, fact)[1] == "declared"
    with acting(CLERK) as clerk:
        assert checks.accept_agreeing(clerk, case=family.case) > 0
    assert on_file(family, "assets") == (1_500_000, "matched", SNAPSHOT)
    assert on_file(family, "vehicles")[1] == "declared"


def test_the_households_income_of_a_supporter_is_that_of_all_departments(family: Family) -> None:
    family.authorise(supporter=True)
    ledger = {(CheckSource.social_insurance, SON): [{"record": "pension_employee", "value": 1_000}]}
    family.town.behave(ledger=ledger)
    family.start()
    work()
    line = family.line("income")
    assert (line.whose, line.kind, line.line.found) == ("石远行", "undeclared", 501_000)
    told(family)
    with acting(CLERK) as clerk:
        checks.concede_difference(clerk, difference=line.id)
        checks.settle_difference(clerk, difference=line.id, outcome="found", reason="属实")
    assert family.line("income").state == "found"


def test_an_answer_that_says_something_else_opens_a_settled_line_again(family: Family) -> None:
    family.checked()
    told(family)
    with acting(CLERK) as clerk:
        checks.concede_difference(clerk, difference=family.line("vehicles").id)
    settled(family, "vehicles")
    family.town.behave(ledger={(CheckSource.vehicles, FATHER): []})
    with acting(CLERK) as clerk:
        question = family.question(CheckSource.vehicles, family.father)
        checks.ask_again(clerk, request=question.id, reason="家庭称已过户")
    work()
    line = family.line("vehicles")
    assert (line.kind, line.state) == ("agrees", "open")
    with acting(CLERK) as clerk:
        checks.accept_agreeing(clerk, case=family.case)
    assert on_file(family, "vehicles") == (0, "matched", SNAPSHOT)


def test_a_result_that_has_run_out_is_not_used(family: Family) -> None:
    family.checked()
    told(family)
    # Ninety days from the day of the data: 27 January.
    with clock.standing_at(later(days=66)), pytest.raises(Conflict, match="已过有效期"):
        settled(family, "vehicles")
    with clock.standing_at(later(days=65)):
        settled(family, "vehicles")


def test_another_check_replaces_the_first_which_stays_readable(family: Family) -> None:
    first = family.checked()
    with acting(CLERK) as clerk:
        with pytest.raises(Refused, match="原因"):
            checks.recheck(clerk, case=family.case, reason="")
        checks.recheck(clerk, case=family.case, reason="结果已过期")
    work()
    view = family.view()
    assert view.round is not None
    assert first.round is not None
    assert (view.round.number, view.round.because) == (2, "结果已过期")
    assert [each.id for each in view.earlier] == [first.round.id]
    with acting(CLERK) as clerk:
        old = first.differences[0].id
        assert checks.difference_of(clerk, difference=old).round.number == 1
        with pytest.raises(Conflict, match="只能查看"):
            checks.concede_difference(clerk, difference=old)


def test_the_database_wants_a_person_and_a_reason(family: Family) -> None:
    family.checked()
    with (
        working("job"),
        pytest.raises(IntegrityError, match="difference_settled_by_a_person"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update exchange_difference set state = 'found'")


def test_a_death_that_departments_contradict_is_shown(family: Family) -> None:
    died = [{"record": "death_date", "value": 20261001}]
    family.town.behave(ledger={(CheckSource.funeral_homes, MOTHER): died})
    family.checked()
    assert family.line("death_date", family.mother).kind == "contradictory"


def test_answers_are_ciphertext_in_the_database(family: Family) -> None:
    family.checked()
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select content from exchange_checkanswer union all"
            " select content from exchange_difference"
        )
        kept = b"".join(bytes(content) for (content,) in cursor.fetchall() if content)
    for secret in ("苏D12345", "石大山", FATHER, "1200000"):
        assert secret.encode() not in kept
