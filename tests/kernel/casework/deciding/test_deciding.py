"""A case decided by rule: the amount, the month, the letter, the facts that others rely on."""

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.api import deciding, letters
from minzheng.kernel.casework.models import Decision, Letter
from minzheng.kernel.documents.api.typesetting import Letter as Written
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import REVIEW, STANDARD, again, family, state, to_decide
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_the_rules_propose_an_amount_from_the_next_month() -> None:
    row = to_decide(family(200_000))
    with acting("county_approver") as actor:
        found = deciding.proposal(actor, case=row.pk)
    assert (found.outcome, found.amount_fen) == ("granted", 3 * STANDARD - 200_000)
    assert found.effective_from == Month.of(clock.today()) + 1
    assert not found.cannot_decide


def test_a_grant_is_decided_written_down_and_told() -> None:
    home = family(200_000)
    row = to_decide(home)
    with acting("county_approver") as actor:
        made = deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        decision = Decision.objects.get(pk=made)
        assert decision.amount_fen == 3 * STANDARD - 200_000
        assert not decision.deviates
        (letter,) = letters.letters_of(actor, case=row.pk)
        opened = letters.letter_file(actor, letter=letter.id)
        assert opened.content.startswith(b"%PDF")
        told = facts.facts_on(
            actor,
            subject=Subject(Entity.HOUSEHOLD, home.household),
            on=(Month.of(clock.today()) + 1).first_day,
        )
    assert told["dibao_amount"].value == decision.amount_fen
    assert told["dibao_amount"].source == "decided"


def test_one_fen_too_many_refuses_and_the_letter_says_by_how_much() -> None:
    row = to_decide(family(3 * STANDARD + 1))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="refused", version=row.version)
        letter = Letter.objects.get(case=row)
    text = Written.from_json(letter.content).text()
    assert "高出0.01元" in text
    assert "《社会救助法》第18条" in text
    assert "六十日" in text and "六个月" in text


def test_exactly_at_the_standard_says_so() -> None:
    row = to_decide(family(3 * STANDARD))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="refused", version=row.version)
        letter = Letter.objects.get(case=row)
    assert "恰好等于界限" in Written.from_json(letter.content).text()


def test_what_the_rules_cannot_say_is_never_decided_by_default() -> None:
    row = to_decide(family(None))
    with acting("county_approver") as actor:
        found = deciding.proposal(actor, case=row.pk)
        assert found.outcome is None and found.cannot_decide
        for outcome in ("granted", "refused"):
            with pytest.raises((Conflict, Refused)):
                deciding.decide(actor, case=row.pk, outcome=outcome, version=row.version,
                                amount_fen=1 if outcome == "granted" else None)  # fmt: skip
        assert not Decision.objects.filter(case=row).exists()


def test_otherwise_than_the_rules_only_with_a_reason() -> None:
    row = to_decide(family(200_000))
    with acting("county_approver") as actor:
        with pytest.raises(Refused, match="理由"):
            deciding.decide(actor, case=row.pk, outcome="refused", version=row.version)
        deciding.decide(actor, case=row.pk, outcome="refused", version=row.version,
                        reason="拒不配合调查核实")  # fmt: skip
        decision = Decision.objects.get(case=row)
        letter = Letter.objects.get(case=row)
    assert decision.deviates
    assert decision.proposed == "granted"
    assert "拒不配合调查核实" in Written.from_json(letter.content).text()


def test_a_personal_number_in_a_reason_never_reaches_a_letter() -> None:
    row = to_decide(family(200_000))
    with acting("county_approver") as actor:
        with pytest.raises(Refused, match="证件号码"):
            deciding.decide(actor, case=row.pk, outcome="refused", version=row.version,
                            reason="本人电话13812345678打不通")  # fmt: skip
        assert not Decision.objects.filter(case=row).exists()


def test_what_somebody_has_seen_before_is_not_decided_twice() -> None:
    row = to_decide(family(200_000))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        with pytest.raises(Conflict):
            deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        assert Decision.objects.filter(case=row).count() == 1


def test_a_question_that_the_rules_cannot_answer_keeps_the_decision_from_being_due() -> None:
    """Until the fact has come: then it is decided as if it had been there."""
    home = family(None)
    row = to_decide(home)
    with acting("town_clerk_a") as actor:
        deciding.weigh_case(actor, case=row.pk)
    now = again(row)
    assert "cannot_decide" in now.flags
    with acting("county_approver") as actor, pytest.raises(Conflict, match="缺少"):
        deciding.decide(
            actor, case=row.pk, outcome="refused", version=now.version, reason="没有申报收入"
        )
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, home.head), {"wage": 100_000}, clock.today())
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=now.version)
    assert "cannot_decide" not in again(row).flags


def test_a_cut_that_the_rules_find_is_put_on_the_case() -> None:
    row = to_decide(family(200_000, home={"dibao_since": 20250301, "dibao_amount": 80_000}), REVIEW)
    with acting("town_clerk_a") as actor:
        found = deciding.weigh_case(actor, case=row.pk)
    assert found.hearing_needed
    assert "adverse" in again(row).flags
