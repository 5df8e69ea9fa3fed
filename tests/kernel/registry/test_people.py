"""Persons are entered, found and read; each within the place of whoever asks."""

from datetime import date

import pytest

from minzheng.base.errors import InvalidIdentifier, InvalidValue
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.people import PersonChanges, PersonEntry
from tests.kernel.registry.residents import BORN, enter, enter_unknown, number
from tests.people import COUNTY, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast")]

SPELLINGS = [
    "张三丰",
    "三丰",
    "张",
    "张 三 丰",
    "zhangsanfeng",
    "ZSF",
    "Zhāng Sān Fēng",
    "zhang's anfeng",
]
PHONE = "13812345678"


@pytest.mark.parametrize(
    "text", [*SPELLINGS, number(), number().lower(), PHONE, "+86 138-1234-5678"]
)
def test_a_person_is_found_by_whoever_may_see_them(text: str) -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, phone=PHONE)
        enter(clerk, "李四", sequence=3)
        assert [each.id for each in people.find_persons(clerk, text=text).rows] == [person]
    with acting("town_clerk_b") as stranger:
        assert people.find_persons(stranger, text=text).rows == ()
    with acting("county_officer") as superior:
        assert [each.id for each in people.find_persons(superior, text=text).rows] == [person]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("单田芳", "shantianfang"),
        ("单田芳", "dantianfang"),
        ("曾小贤", "zengxiaoxian"),
        ("仇英", "qy"),
        ("解晓东", "xiexiaodong"),
        ("朴树", "piaoshu"),
        ("吕布", "lvbu"),
        ("吕布", "lyubu"),
        ("吕布", "Lǚ Bù"),
        ("吕布", "LÜ BU"),
        ("尹玉", "yinyu"),
        ("阿依古丽·买买提", "古丽买买提"),
        ("阿依古丽•买买提", "阿依古丽买买提"),
        ("𠀀𪚥", "𪚥"),
        ("王㛃", "王㛃"),
        ("John Smith", "john smith"),
    ],
)
def test_names_are_found_by_every_reading(name: str, text: str) -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, name)
        assert [each.id for each in people.find_persons(clerk, text=text).rows] == [person]


def test_pieces_that_stand_apart_are_no_match() -> None:
    with acting("town_clerk_a") as clerk:
        enter(clerk, "买买提江·阿依古丽")
        assert people.find_persons(clerk, text="阿依古丽买买提江").rows == ()


@pytest.mark.parametrize("text", ["", "·", "%", "' or 1=1 --", "王" * 5000, "\0", "𠀀" * 50])
def test_odd_queries_find_nobody(text: str) -> None:
    with acting("town_clerk_a") as clerk:
        enter(clerk)
        assert people.find_persons(clerk, text=text).rows == ()


def test_lists_are_in_order_and_paged_by_key() -> None:
    names = ["赵一", "钱二", "孙三", "李四", "周五", "单六", "曾七"]
    with acting("town_clerk_a") as clerk:
        for i, name in enumerate(names):
            enter(clerk, name, sequence=2 * i + 1)
        shown, after = [], ""
        for _ in range(len(names)):
            page = people.list_persons(clerk, after=after, limit=2)
            shown += [each.name for each in page.rows]
            after = page.next
            if not after:
                break
    assert shown == ["李四", "钱二", "单六", "孙三", "曾七", "赵一", "周五"]


def test_search_pages_in_the_same_order() -> None:
    with acting("town_clerk_a") as clerk:
        for i in range(7):
            enter(clerk, f"王{'一二三四五六七'[i]}", sequence=2 * i + 1)
        whole = [each.id for each in people.find_persons(clerk, text="王").rows]
        first = people.find_persons(clerk, text="王", limit=3)
        second = people.find_persons(clerk, text="王", limit=3, after=first.next)
        third = people.find_persons(clerk, text="王", limit=3, after=second.next)
    parts = [each.id for page in (first, second, third) for each in page.rows]
    assert parts == whole
    assert third.next == ""


def test_a_wrong_cursor_is_refused() -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(InvalidValue):
        people.list_persons(clerk, after="1; drop table")


def test_a_file_is_not_there_for_others() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    with acting("town_clerk_b") as stranger, pytest.raises(Unseen):
        people.person_file(stranger, person=person)


def test_nobody_is_entered_outside_the_own_place() -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Refused):
        enter(clerk, division=VILLAGE_B)


def test_a_village_officer_may_not_enter() -> None:
    with acting("village_officer_a") as officer, pytest.raises(NotAllowed):
        enter(officer)


def test_the_number_fills_in_birth_and_sex() -> None:
    with acting("town_clerk_a") as clerk:
        file = people.person_file(clerk, person=enter(clerk, sequence=2))
    assert (file.birth_date, file.sex) == (BORN, 2)


def test_a_birth_date_beside_the_number_is_refused_unless_official() -> None:
    other = date(1961, 3, 5)
    entry = PersonEntry(name="张三", division=VILLAGE_A, number=number(), birth_date=other)
    with acting("town_clerk_a") as clerk:
        with pytest.raises(Refused, match="公安"):
            people.register_person(clerk, entry=entry)
        official = PersonEntry(
            name="张三", division=VILLAGE_A, number=number(), birth_date=other, official=True
        )
        person = people.register_person(clerk, entry=official)
        assert people.person_file(clerk, person=person).birth_date == other


def test_a_wrong_check_digit_is_accepted_only_from_the_police() -> None:
    wrong = number()[:17] + ("1" if number()[17] != "1" else "2")
    with acting("town_clerk_a") as clerk:
        with pytest.raises(InvalidIdentifier):
            people.register_person(
                clerk, entry=PersonEntry(name="张三", division=VILLAGE_A, number=wrong)
            )
        entry = PersonEntry(name="张三", division=VILLAGE_A, number=wrong, official=True)
        person = people.register_person(clerk, entry=entry)
        (identity,) = people.person_file(clerk, person=person).identities
        assert identity.check_digit_wrong
        assert [each.id for each in people.find_persons(clerk, text=wrong).rows] == [person]


def test_somebody_without_number_gets_a_code_that_is_none() -> None:
    with acting("town_clerk_a") as clerk:
        file = people.person_file(clerk, person=enter_unknown(clerk, "无名氏"))
    assert file.no_identity
    assert file.temporary_code.startswith("LS320402")
    assert len(file.temporary_code) != len(number())
    assert file.identities == ()


def test_a_change_needs_the_version_that_was_seen() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        version = people.change_person(
            clerk, person=person, version=1, changes=PersonChanges(name="张君宝")
        )
        assert version == 2
        with pytest.raises(Conflict):
            people.change_person(clerk, person=person, version=1, changes=PersonChanges(sex=2))
        for text in ("张君宝", "张三丰", "zjb", "zsf"):
            assert [each.id for each in people.find_persons(clerk, text=text).rows] == [person]


def test_a_name_entered_by_mistake_finds_nobody_any_more() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        name = people.add_name(clerk, person=person, name="张真人", kind="alias")
        assert people.find_persons(clerk, text="真人").rows
        people.remove_name(clerk, name=name)
        assert not people.find_persons(clerk, text="真人").rows


def test_a_moved_file_is_seen_at_the_new_place_only() -> None:
    with acting("county_officer") as officer:
        person = enter(officer, phone=PHONE)
        people.add_address(officer, person=person, kind="residence", text="朝阳路1号")
        moved = people.move_person(officer, person=person, division=VILLAGE_B, reason="搬迁")
        assert moved > 10
    with acting("town_clerk_a") as clerk:
        for text in ("张三丰", number(), PHONE):
            assert people.find_persons(clerk, text=text).rows == ()
    with acting("town_clerk_b") as clerk:
        for text in ("张三丰", number(), PHONE):
            assert [each.id for each in people.find_persons(clerk, text=text).rows] == [person]
        file = people.person_file(clerk, person=person)
        assert [each.text for each in file.addresses] == ["朝阳路1号"]
        assert file.division == VILLAGE_B


def test_a_clerk_cannot_move_a_file_away() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        with pytest.raises(Conflict):
            people.move_person(clerk, person=person, division=VILLAGE_B, reason="搬迁")


def test_a_sealed_file_is_hidden_from_those_without_the_label() -> None:
    with acting("child_protection_officer") as officer:
        person = enter(officer)
        people.seal_person(officer, person=person, label=Label.CHILD_PROTECTION, reason="保护个案")
        assert people.find_persons(officer, text="张三丰").rows
    for name in ("town_clerk_a", "county_officer", "city_officer"):
        with acting(name) as other:
            assert people.find_persons(other, text="张三丰").rows == ()
            assert people.find_persons(other, text=number()).rows == ()
            with pytest.raises(Unseen):
                people.person_file(other, person=person)


def test_a_list_may_be_narrowed_but_not_widened() -> None:
    with acting("county_officer") as officer:
        enter(officer)
    with acting("town_clerk_b") as clerk:
        assert people.list_persons(clerk, division=COUNTY).rows == ()
        assert people.list_persons(clerk, division=VILLAGE_A).rows == ()


def test_a_telephone_and_an_address_end_on_a_day() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, phone=PHONE)
        since = date(2025, 1, 1)
        address = people.add_address(
            clerk, person=person, kind="residence", text="朝阳路1号", valid_from=since
        )
        contact = people.person_file(clerk, person=person).contacts[0].id
        with pytest.raises(Refused):
            people.end_address(clerk, address=address, on=date(2024, 12, 31))
        with pytest.raises(Refused):
            people.end_contact(clerk, contact=contact, on=date(2999, 1, 1))
        people.end_address(clerk, address=address, on=since)
        people.end_contact(clerk, contact=contact, on=since)
        file = people.person_file(clerk, person=person)
        assert (file.contacts[0].valid_to, file.addresses[0].valid_to) == (since, since)
        with pytest.raises(Conflict):
            people.end_contact(clerk, contact=contact)


def test_a_label_is_put_on_by_those_who_hold_it_and_may() -> None:
    with acting("county_officer") as officer:
        person = enter(officer)
        with pytest.raises(Refused):
            people.seal_person(officer, person=person, label=Label.SEALED, reason="保护")
    with acting("county_approver") as approver:
        with pytest.raises(Refused):
            people.seal_person(approver, person=person, label=Label.SEALED, reason="  ")
        people.seal_person(approver, person=person, label=Label.SEALED, reason="保护")
        people.seal_person(approver, person=person, label=Label.ORDINARY, reason="解除")
    with acting("town_clerk_a") as clerk:
        assert people.person_file(clerk, person=person).label is Label.ORDINARY
        with pytest.raises(NotAllowed):
            people.seal_person(clerk, person=person, label=Label.ORDINARY, reason="试试")
