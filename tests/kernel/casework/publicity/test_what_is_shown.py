"""What a notice can say (T-22): every item, from a file full of what must never be said."""

import random
import re
from collections.abc import Iterator
from datetime import date

import pytest

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.config.platform import platform
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.models import Case, NoticeKind
from minzheng.kernel.casework.publicity import fields
from minzheng.kernel.casework.publicity.fields import TITLES, lines_of, whole_name
from minzheng.kernel.casework.publicity.posting import draft_of
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.models import Person
from minzheng.rules.facts import Entity
from tests.kernel.casework.fieldwork.matters import Matter
from tests.kernel.casework.publicity.proposals import EDGE
from tests.people import acting

pytestmark = pytest.mark.slow

FORBIDDEN = {
    "an identity number": re.compile(r"\d{15}|\d{17}[\dXx]"),
    "a telephone number": re.compile(r"1\d{10}"),
    "a bank account": re.compile(r"\d{12,19}"),
    "an illness or disability": re.compile(r"残疾|精神|智力|艾滋|癌|病"),
    "an address": re.compile(r"\d+号|\d+室|路\d"),
    "an age or birthday": re.compile(r"岁|19\d\d|20\d\d"),
}
ITEMS = platform().items
PUBLISHED = [code for code, versions in ITEMS.items() if versions[-1].publicity is not None]
UNPUBLISHED = [code for code, versions in ITEMS.items() if versions[-1].publicity is None]


def names() -> Iterator[str]:
    """Names as they come: short, long, with dots, with rare characters, and soiled by typists."""
    yield from ("王五", "王晓明", "欧阳修远", "阿依古丽·买买提", "𠮷田", "李")
    generator = random.Random(22)
    for _ in range(20):
        yield "".join(
            generator.choice("赵钱孙李周吴郑王冯陈") for _ in range(generator.randint(2, 6))
        )


@pytest.fixture
def soiled(matter: Matter) -> Matter:
    """The applicant's file says everything that a notice must not."""
    with acting("town_clerk_a") as clerk:
        facts.add_statement(
            clerk,
            subject=Subject(Entity.PERSON, matter.head),
            source="document",
            facts={"disability_kind": 6, "disability_grade": 1, "serious_illness": True},
            valid_from=date(2026, 1, 1),
            note="精神残疾一级，电话13800138000，卡号6222021234567890123，解放路8号",
        )
    return matter


def lines(matter: Matter, code: str, name: str) -> list[list[str]]:
    """What a notice of an item would say of an applicant of that name."""
    with acting("town_clerk_a"):
        Person.objects.filter(pk=matter.head).update(name=name)
        row = Case.objects.get(pk=matter.case)
        row.item, row.item_version = code, ITEMS[code][-1].version
        return lines_of(row, NoticeKind.PROPOSED)


@pytest.mark.parametrize("code", PUBLISHED)
def test_no_notice_says_what_must_not_be_said(
    soiled: Matter, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(fields, "_proposed", lambda row, wanted: (Outcome.GRANTED, 12_345_600))
    for name in names():
        text = "\n".join(f"{title}：{value}" for title, value in lines(soiled, code, name))
        found = {what for what, pattern in FORBIDDEN.items() if pattern.search(text)}
        assert not found, text
        assert len(name) == 1 or name not in text


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_notice_says_what_its_item_allows_and_nothing_else(
    soiled: Matter, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(fields, "_proposed", lambda row, wanted: (Outcome.GRANTED, 12_345_600))
    publicity = ITEMS[code][-1].publicity
    assert publicity is not None
    said = [title for title, _value in lines(soiled, code, "王晓明")]
    assert said == [TITLES[each] for each in publicity.fields]


def test_names_are_masked(soiled: Matter) -> None:
    assert ["申请人", "王*明"] in lines(soiled, EDGE, "王晓明")
    assert ["申请人", "王*"] in lines(soiled, EDGE, "王五")


def test_a_minor_is_never_named_not_even_on_the_printed_sheet(soiled: Matter) -> None:
    with acting("town_clerk_a"):
        Person.objects.filter(pk=soiled.head).update(birth_date=date(2012, 1, 1))
        row = Case.objects.get(pk=soiled.case)
        assert whole_name(row, NoticeKind.PROPOSED) == ""
    assert ["申请人", "王某某"] in lines(soiled, EDGE, "王晓明")


def test_childrens_items_have_no_fields_to_publish() -> None:
    secret = [code for code, versions in ITEMS.items() if versions[-1].confidential]
    assert secret
    assert all(ITEMS[code][-1].publicity is None for code in secret)


@pytest.mark.parametrize("code", UNPUBLISHED)
def test_an_item_without_publicity_gets_no_notice(soiled: Matter, code: str) -> None:
    with acting("town_clerk_a"):
        row = Case.objects.get(pk=soiled.case)
        row.item, row.item_version = code, ITEMS[code][-1].version
        with pytest.raises(Refused):
            draft_of(row)
