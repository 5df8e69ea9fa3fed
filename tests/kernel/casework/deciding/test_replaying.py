"""A decision comes out the same to the fen, however the rules and numbers have changed since."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng.base.months import Month
from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import platform
from minzheng.kernel.casework.api import deciding, replays
from minzheng.kernel.casework.deciding import editions, replaying
from minzheng.kernel.casework.deciding.evaluating import Law, evaluated
from minzheng.kernel.casework.deciding.replaying import replayed
from minzheng.kernel.casework.models import Decision, RuleEdition
from minzheng.kernel.registry.api.freezing import frozen_facts
from minzheng.kernel.registry.ports import install_rules
from minzheng.rules.edition import Edition
from minzheng.rules.evaluation.frozen import FrozenHousehold
from tests.kernel.casework.deciding.matters import STANDARD, family, to_decide
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
GRANT = "minimum_living.grant"


def test_an_edition_brings_every_rule_and_number_back() -> None:
    found = platform()
    kept = Edition.unpacked(found.edition.packed())
    assert kept.digest == found.edition.digest
    rulebook, parameters = kept.restored(VOCABULARY, CODES)
    assert set(rulebook.rules) == set(found.rulebook.rules)
    assert set(parameters.definitions) == set(found.parameters.definitions)


@pytest.fixture
def decided(office: None) -> Decision:
    row = to_decide(family(200_000))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        return Decision.objects.get(case=row)


def test_a_decision_replays_to_the_same_fen(decided: Decision) -> None:
    with acting("county_approver") as actor:
        assert replays.replay(actor, decision=decided.pk).equal


def _uprated() -> Edition:
    """The standard doubled, as if in force for ever."""
    lines = tuple(
        replace(
            line,
            numbers={
                name: text.replace("900", "1800") if name == "amount.yaml" else text
                for name, text in line.numbers.items()
            },
        )
        if line.slug == "minimum_living"
        else line
        for line in platform().edition.lines
    )
    return Edition(lines)


def test_numbers_changed_since_change_no_decision(decided: Decision) -> None:
    edition = _uprated()
    assert edition.digest != platform().edition.digest
    rulebook, parameters = edition.restored(VOCABULARY, CODES)
    try:
        install_rules(
            lambda: replace(platform(), rulebook=rulebook, parameters=parameters, edition=edition)
        )
        editions._restored.cache_clear()
        with acting("county_approver") as actor:
            assert replays.replay(actor, decision=decided.pk).equal
        frozen = FrozenHousehold.from_json(decided.facts)
        (now,) = evaluated(editions.law_in_force(), frozen, [GRANT])
        assert now.value != decided.amount_fen
    finally:
        install_rules(platform)
        editions._restored.cache_clear()


def _another_law() -> Edition:
    """The standard doubled, the income left out of account, all under another article."""
    lines = tuple(
        replace(
            line,
            rules={
                **line.rules,
                "amount.py": line.rules["amount.py"]
                .replace("h.standard_for_all - h.income, 0", "h.standard_for_all, 0")
                .replace("救助法 第18条", "救助法 第99条"),
            },
        )
        if line.slug == "minimum_living"
        else line
        for line in _uprated().lines
    )
    return Edition(lines)


@pytest.fixture
def another_law() -> Iterator[Callable[[], None]]:
    """Brings another law into force, for as long as a test lasts."""

    def enact() -> None:
        edition = _another_law()
        rulebook, parameters = edition.restored(VOCABULARY, CODES)
        install_rules(
            lambda: replace(platform(), rulebook=rulebook, parameters=parameters, edition=edition)
        )
        editions._restored.cache_clear()

    yield enact
    install_rules(platform)
    editions._restored.cache_clear()


def _bytes(rows: Iterable[Mapping[str, object]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, sort_keys=True)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("wage", "outcome"), [(200_000, "granted"), (270_000, "refused")])
def test_amounts_and_grounds_are_byte_equal_under_another_law(
    wage: int,
    outcome: str,
    another_law: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = to_decide(family(wage))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome=outcome, version=row.version)
        decision = Decision.objects.get(case=row)
    another_law()
    assert decision.edition_id is not None
    frozen = FrozenHousehold.from_json(decision.facts)
    keys = tuple(dict.fromkeys(each["key"] for each in decision.results))
    with acting("county_approver") as actor:
        assert replays.replay(actor, decision=decision.pk).equal
        found = evaluated(editions.law_of(decision.edition_id), frozen, keys)
        assert _bytes(each.kept() for each in found) == _bytes(decision.results)
        assert _bytes(each.explanation for each in found) == _bytes(decision.explanation)
        # The same facts by the law of today are another decision: what is compared is the edition.
        monkeypatch.setattr(replaying, "law_of", lambda digest: editions.law_in_force())
        assert not replays.replay(actor, decision=decision.pk).equal


def test_grounds_alone_that_come_out_otherwise_are_found(decided: Decision) -> None:
    """The amount is the same to the fen, and the article is not."""
    decided.results[0]["law"] = "救助法 第99条"
    with acting("county_approver"):
        assert not replayed(decided).equal


def test_a_fact_tampered_with_is_found(decided: Decision) -> None:
    """As if somebody had got past the database: one yuan of wage in the kept facts."""
    decided.facts["persons"][0]["facts"]["wage"] += 100
    with acting("county_approver"):
        found = replayed(decided)
    assert not found.equal
    assert "最低生活保障金" in found.differences[0]


def test_texts_that_are_not_those_kept_are_refused(decided: Decision) -> None:
    forged = RuleEdition(digest="0" * 64, content=_uprated().packed())
    with acting("county_approver"):
        forged.save(force_insert=True)
        decided.edition_id = forged.digest
        found = replayed(decided)
    assert not found.equal
    assert "现在无法重新测算" in found.differences[0]


def test_every_decision_is_replayed_by_the_command(decided: Decision) -> None:
    assert list(replays.replay_all()) == [None]


@pytest.mark.usefixtures("office")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wages=st.lists(st.integers(0, 300_000), min_size=3, max_size=3), assets=st.integers(0, 10**7)
)
def test_amounts_are_the_gap_to_the_fen_and_survive_being_kept(
    wages: list[int], assets: int
) -> None:
    """Whatever the figures: kept as JSON and read again, the same result; the gap exactly."""
    frozen = _frozen()
    persons = tuple(
        replace(each, facts={**each.facts, "wage": wage})
        for each, wage in zip(frozen.persons, wages, strict=True)
    )
    home = replace(frozen, persons=persons, facts={**frozen.facts, "assets": assets})
    law = Law(platform().rulebook, platform().parameters)
    (found,) = evaluated(law, home, [GRANT])
    (again,) = evaluated(law, FrozenHousehold.from_json(home.as_json()), [GRANT])
    assert found.kept() == again.kept()
    gap = 3 * STANDARD - sum(wages)
    within = assets <= 24 * 3 * STANDARD
    assert found.value == (gap if gap > 0 and within else 0)
    assert bool(found.unmet) is not bool(found.value)


_KEPT: list[FrozenHousehold] = []


def _frozen() -> FrozenHousehold:
    if not _KEPT:
        home = family(0)
        with acting("county_officer"):
            _KEPT.append(frozen_facts(month=Month(2026, 11), household=home.household))
    return _KEPT[0]
