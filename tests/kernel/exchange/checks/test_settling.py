"""Declared and found, line by line; nothing is decided but by a person who heard the family."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from minzheng.adapters.departments import Manner
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
from tests.people import acting

pytestmark = pytest.mark.django_db

SNAPSHOT = date(2026, 10, 29)
BANKS, TAX = CheckSource.banks, CheckSource.tax


def told(family: Family) -> date:
    """The household is told of every difference today."""
    with acting(CLERK) as clerk:
        return checks.tell_household(clerk, case=family.case, method="当面", on=TODAY)


def settled(
    family: Family, fact: str, outcome: str = "found", reason: str = "以银行数据为准"
) -> None:
    """One line is settled."""
    with acting(CLERK) as clerk:
        checks.settle_difference(
            clerk, difference=family.line(fact).id, outcome=outcome, reason=reason
        )


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


def test_each_line_says_how_declaration_and_departments_stand(family: Family) -> None:
    family.checked()
    kinds = {each.fact: each.kind for each in family.view().differences if each.whose == "全家"}
    assert kinds == {
        "assets": "agrees",
        "houses": "agrees",
        "vehicles": "higher",
        "active_business": "agrees",
    }
    wage = family.line("wage", family.father)
    assert (wage.kind, wage.declared_text, wage.found_text) == (
        "higher",
        "2,000.00元/月",
        "3,000.00元/月",
    )
    assert family.line("own_assets", family.mother).kind == "undeclared"


def test_a_home_that_a_couple_owns_counts_once(family: Family) -> None:
    family.checked()
    line = family.line("houses").line
    assert line.found == 1
    assert len([each for each in line.tellings if each.value == 1]) == 2


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        # 2,000 declared: five per cent are 100 yuan, more than the 50 that are always allowed.
        (210_000, "agrees"),
        (210_001, "higher"),
        (190_000, "agrees"),
        (189_999, "lower"),
    ],
)
def test_income_within_the_tolerance_agrees(family: Family, found: int, kind: str) -> None:
    ledger = {(TAX, FATHER): [{"record": "wage", "value": found}]}
    family.town.behave(ledger=ledger)
    family.checked()
    assert family.line("wage", family.father).kind == kind


@pytest.mark.parametrize(("found", "kind"), [(1_554_000, "agrees"), (1_554_001, "higher")])
def test_property_within_the_tolerance_agrees(family: Family, found: int, kind: str) -> None:
    ledger = {
        (BANKS, FATHER): [{"record": "assets", "value": found}],
        (BANKS, MOTHER): [],
    }
    family.town.behave(ledger=ledger)
    family.checked()
    assert family.line("assets").kind == kind


def test_two_wages_are_added_up(family: Family) -> None:
    wages = [{"record": "wage", "value": 120_000}, {"record": "wage", "value": 80_000}]
    family.town.behave(ledger={(TAX, FATHER): wages})
    family.checked()
    assert family.line("wage", family.father).kind == "agrees"


def test_no_wage_known_to_the_tax_office_is_not_no_wage(family: Family) -> None:
    family.town.behave(ledger={(TAX, FATHER): []})
    family.checked()
    line = family.line("wage", family.father)
    assert line.kind == "no_record"
    with acting(CLERK) as clerk:
        checks.dispute_difference(clerk, difference=line.id, text="现金发工资")
    with pytest.raises(Conflict, match="还没有明确的核对结果"):
        settled(family, "wage")


def test_departments_that_contradict_each_other_are_shown_and_not_merged(family: Family) -> None:
    ledger = {(CheckSource.social_insurance, FATHER): [{"record": "employed", "value": False}]}
    family.town.behave(ledger=ledger)
    family.checked()
    line = family.line("employed", family.father)
    assert line.kind == "contradictory"
    assert {(each.source, each.value) for each in line.line.tellings} == {
        (TAX.title, True),
        (CheckSource.social_insurance.title, False),
    }
    told(family)
    with clock.standing_at(later(days=30)), pytest.raises(Conflict, match="还没有明确"):
        settled(family, "employed")


def test_a_sum_waits_for_every_member(family: Family) -> None:
    family.town.behave(of_persons={(BANKS, MOTHER): Manner.NEVER})
    family.checked()
    line = family.line("assets")
    assert line.kind == "incomplete"
    assert line.line.missing == (f"{BANKS.title}：林小燕",)


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
