"""What a protected child's case changes in what others are told: nothing.

T-18 and T-20 of the threat model, where something is counted, numbered or compared across what
people may see: numbers of cases and letters, duplicates, letters, notices, means checks. Each is
told in two worlds, with and without a case that is hidden from whoever asks.
"""

import re
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction

from minzheng.catalogue.codes import Relation
from minzheng.config.wiring import install_ports
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework import rounds
from minzheng.kernel.casework.api import intake, letters
from minzheng.kernel.casework.fieldwork.questions import members_of
from minzheng.kernel.casework.letters.numbering import next_number
from minzheng.kernel.casework.models import Case, Letter
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.registry.residents import SINCE, confirmed, enter, home_of, number
from tests.people import COUNTY, DIVISIONS, VILLAGE_A, acting, put_down

pytestmark = pytest.mark.django_db

DIBAO = "minimum_living.application"
CHILD = "children.unattended"
LACKING = "容缺受理：材料随后补齐"
BORN = date(2016, 5, 5)
SAME = 77
"""Of this number are an ordinary file and a protected one."""

_CHANCE = re.compile(r"(?<=-)[2-9A-Z]{6}\b")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def home(db: None) -> UUID:
    """A household that the town knows."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_ports()
    with acting("town_clerk_a") as clerk:
        return home_of(clerk, enter(clerk, sequence=11))


def hide(home: UUID) -> None:
    """A child of that household with a case and its letters, and a hidden file of one's number."""
    with acting("child_protection_officer") as officer:
        child = _protected(officer, "张小芽", 78)
        households.join_household(
            officer, person=child, household=home, relation=Relation.child, on=SINCE
        )
        for person in (child, _protected(officer, "丁壹", SAME)):
            case = intake.open_case(officer, item=CHILD, person=person)
            intake.submit(officer, case=case)
            intake.accept(officer, case=case, lacking_because=LACKING)
            letters.make_letter(officer, case=case, kind="acceptance")
    confirmed()


def _protected(officer: Actor, name: str, sequence: int) -> UUID:
    entry = PersonEntry(
        name=name,
        division=VILLAGE_A,
        number=number(sequence, BORN),
        label=Label.CHILD_PROTECTION,
    )
    return people.register_person(officer, entry=entry)


def told(who: str, home: UUID) -> dict[str, object]:
    """What somebody is told who enters a file, opens cases and, at the town, writes letters."""
    found: dict[str, object] = {}
    with acting(who) as actor:
        twin = enter(actor, "丁一", sequence=SAME, born=BORN)
        cases = (
            intake.open_case(actor, item=DIBAO, household=home),
            intake.open_case(actor, item=CHILD, person=twin),
        )
        for case in cases:
            intake.submit(actor, case=case)
            if who == "town_clerk_a":
                intake.accept(actor, case=case, lacking_because=LACKING)
                letter = letters.make_letter(actor, case=case, kind="acceptance")
                page = letters.letter_page(actor, letter=letter)
                found[f"letter {len(found)}"] = (page.row.number, _bare(repr(page.letter)))
        found |= _read(actor, cases[0])
    confirmed()
    rounds.compare_cases()
    with acting(who):
        pending = Case.objects.filter(pk__in=cases).values_list("duplicate_pending", flat=True)
        found["duplicates"] = list(pending)
    return found


def _read(actor: Actor, case: UUID) -> dict[str, object]:
    """What is read of a household's case."""
    asked = intake.asked(actor, case=case)
    row = Case.objects.get(pk=case)
    return {
        "number": _bare(row.number),
        "asked": [_without_ids(repr(each)) for each in asked.groups],
        "proofs": [_without_ids(repr(each)) for each in asked.proofs],
        "check": [each.name for each in checks.check_view(actor, case=case).parties],
        "members": [each.name for each in members_of(row)],
    }


def _without_ids(text: str) -> str:
    return _ID.sub("*", text)


def _bare(text: str) -> str:
    """Without the six letters of a case's number, which are drawn by chance."""
    return _CHANCE.sub("*", text)


@pytest.mark.parametrize("who", ["town_clerk_a", "county_officer"])
def test_a_hidden_case_changes_nothing_that_is_told(home: UUID, who: str) -> None:
    with transaction.atomic():
        before = told(who, home)
        transaction.set_rollback(True)
    hide(home)
    assert told(who, home) == before
    assert before["duplicates"] == [False, False]


def test_of_two_with_one_number_the_protected_one_is_the_later(home: UUID) -> None:
    hide(home)
    told("town_clerk_a", home)
    with entered(everywhere("test")):
        marked = list(Case.objects.filter(duplicate_pending=True))
    assert [each.label for each in marked] == [Label.CHILD_PROTECTION]


def test_protected_letters_are_numbered_among_themselves(home: UUID) -> None:
    hide(home)
    with acting("county_officer"):
        assert not Letter.objects.exists()
        assert next_number(COUNTY, 2026, "低保").text == "天宁民低保〔2026〕1号"
    with acting("child_protection_officer"):
        numbers = list(Letter.objects.order_by("sequence").values_list("number", flat=True))
    assert [re.sub(r"〔\d{4}〕", " ", each)[-3:] for each in numbers] == [" 1号", " 2号"]
    assert all("护童" in each for each in numbers)
