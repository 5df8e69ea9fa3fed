"""A file goes from one town to another of which neither sees the other."""

from datetime import date
from functools import partial
from uuid import UUID

import pytest

from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import confirmation, households, people, transfers
from minzheng.kernel.registry.models import PossibleDuplicate
from tests.kernel.registry.residents import enter, enter_unknown, home_of, number
from tests.people import COUNTY, OTHER_COUNTY, TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

ON = date(2026, 2, 1)


def carried() -> int:
    """The worker's round."""
    with working("job"):
        return confirmation.carry_transfers()


def proposed(*, protected: bool = False) -> tuple[UUID, UUID, UUID]:
    """A household with its child, offered by town A to village B: transfer, household, head."""
    with acting("town_clerk_a") as clerk:
        head, child = enter(clerk), enter(clerk, "张翠山", sequence=2)
        home = home_of(clerk, head, child)
    if protected:
        with acting("child_protection_officer") as officer:
            people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="个案")
    with acting("town_clerk_a") as clerk:
        transfer = transfers.propose_transfer(
            clerk, household=home, destination=VILLAGE_B, reason="搬到青龙街道居住"
        )
    carried()
    return transfer, home, head


def test_the_other_town_takes_the_household_with_everybody_in_it() -> None:
    transfer, home, head = proposed()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert (offer.giver, offer.division) == (VILLAGE_A, VILLAGE_B)
        assert "张三丰、张翠山" in offer.summary
        assert not people.find_persons(clerk, text="张三丰").rows
        transfers.accept_transfer(clerk, offer=offer.id)
    carried()
    with acting("town_clerk_b") as clerk:
        assert people.find_persons(clerk, text=number()).rows[0].division == VILLAGE_B
        assert people.find_persons(clerk, text="张翠山").rows[0].household == home
        assert [each.action for each in audit.history("household", home)] == ["transfer.carry"]
        (offer,) = transfers.list_offers(clerk)
        assert (offer.state, offer.summary) == ("done", "")
    with acting("town_clerk_a") as clerk:
        with pytest.raises(Unseen):
            people.person_file(clerk, person=head)
        (row,) = transfers.list_transfers(clerk)
        assert (row.id, row.state, row.title, row.household) == (transfer, "done", "", None)
        told = {each.action for each in audit.history("household", home)}
        assert {"transfer.propose", "transfer.carry"} <= told


def test_a_protected_child_is_neither_named_nor_left_behind() -> None:
    _, home, _ = proposed(protected=True)
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert "张翠山" not in offer.summary
        transfers.accept_transfer(clerk, offer=offer.id)
    carried()
    with acting("child_protection_officer") as officer:
        (child,) = people.find_persons(officer, text="张翠山").rows
        assert child.division == VILLAGE_B
        assert child.household == home


def test_the_giving_town_can_end_it_until_the_file_has_gone() -> None:
    transfer, home, _ = proposed()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        transfers.accept_transfer(clerk, offer=offer.id)
    with acting("town_clerk_a") as clerk:
        transfers.end_transfer(clerk, transfer=transfer, reason="家庭决定不搬")
    carried()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert (offer.state, offer.summary) == ("ended", "")
        with pytest.raises(Conflict):
            transfers.accept_transfer(clerk, offer=offer.id)
    with acting("town_clerk_a") as clerk:
        assert households.household_file(clerk, household=home).division == VILLAGE_A
        with pytest.raises(Conflict):
            transfers.end_transfer(clerk, transfer=transfer, reason="再来一次")


def test_what_is_sent_back_says_why_and_can_be_proposed_again() -> None:
    _, home, _ = proposed()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        transfers.decline_transfer(clerk, offer=offer.id, reason="没有住在这里")
    carried()
    with acting("town_clerk_a") as clerk:
        (row,) = transfers.list_transfers(clerk)
        assert (row.state, row.answer) == ("declined", "没有住在这里")
        propose = partial(
            transfers.propose_transfer,
            clerk,
            household=home,
            destination=VILLAGE_B,
            reason="已核实",
        )
        propose()
        with pytest.raises(Conflict):
            propose()


def test_neither_side_reads_or_decides_the_rows_of_the_other() -> None:
    transfer, _, _ = proposed()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert not transfers.list_transfers(clerk)
        with pytest.raises(Unseen):
            transfers.end_transfer(clerk, transfer=transfer, reason="不是我的")
    for other in ("town_clerk_a", "town_clerk_c"):
        with acting(other) as clerk:
            assert not transfers.list_offers(clerk)
            with pytest.raises(Unseen):
                transfers.accept_transfer(clerk, offer=offer.id)


def test_a_person_without_a_household_goes_alone_and_one_with_is_refused() -> None:
    with acting("town_clerk_a") as clerk:
        alone, member = enter(clerk), enter(clerk, "张翠山", sequence=2)
        home_of(clerk, member)
        with pytest.raises(Refused):
            transfers.propose_transfer(clerk, person=member, destination=TOWN_B, reason="搬家")
        with pytest.raises(Refused):
            transfers.propose_transfer(clerk, person=alone, destination=TOWN_A, reason="搬家")
        with pytest.raises(Refused):
            transfers.propose_transfer(clerk, person=alone, destination=OTHER_COUNTY, reason="搬")
        transfers.propose_transfer(clerk, person=alone, destination=TOWN_B, reason="搬家")
    carried()
    with acting("town_clerk_b") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert transfers.read_offer(clerk, offer=offer.id).summary == "张三丰"
        assert transfers.count_offers(clerk, most=9) == 1
        transfers.accept_transfer(clerk, offer=offer.id)
    carried()
    with acting("town_clerk_b") as clerk:
        assert people.person_file(clerk, person=alone).division == TOWN_B


def test_a_file_that_changed_meanwhile_stays_where_it_is() -> None:
    _, home, _ = proposed()
    with acting("town_clerk_a") as clerk:
        households.end_household(clerk, household=home, on=ON, reason="分户")
    carried()
    with acting("town_clerk_b") as clerk:
        assert transfers.list_offers(clerk)[0].state == "ended"
    with acting("town_clerk_a") as clerk:
        assert transfers.list_transfers(clerk)[0].answer.startswith("档案已有变动")


def test_sealing_a_file_calls_its_offer_back() -> None:
    with acting("county_officer") as officer:
        person = enter(officer)
        transfers.propose_transfer(
            officer, person=person, destination=OTHER_COUNTY[:6] + "001", reason="搬到新北区"
        )
    carried()
    with acting("child_protection_officer") as officer:
        people.seal_person(officer, person=person, label=Label.CHILD_PROTECTION, reason="个案")
    carried()
    with acting("town_clerk_c") as clerk:
        (offer,) = transfers.list_offers(clerk)
        assert (offer.state, offer.summary) == ("ended", "")


def test_an_open_question_about_two_files_lies_with_who_sees_both_afterwards() -> None:
    with acting("town_clerk_a") as clerk:
        goes, stays = enter(clerk), enter_unknown(clerk, "张三峰")
        first, second = sorted((goes, stays))
        pair = PossibleDuplicate.objects.create(
            division=VILLAGE_A, a_id=first, b_id=second, score=9_000
        )
        transfers.propose_transfer(clerk, person=goes, destination=TOWN_B, reason="搬家")
    carried()
    with acting("town_clerk_b") as clerk:
        transfers.accept_transfer(clerk, offer=transfers.list_offers(clerk)[0].id)
    carried()
    with working("job"):
        pair.refresh_from_db()
    assert pair.division == COUNTY


def test_a_number_that_is_taken_there_is_given_anew() -> None:
    with acting("town_clerk_b") as clerk:
        households.found_household(
            clerk, kind="assistance", division=VILLAGE_B, valid_from=ON, number="JT-1"
        )
    with acting("town_clerk_a") as clerk:
        home = households.found_household(
            clerk, kind="assistance", division=VILLAGE_A, valid_from=ON, number="JT-1"
        )
        transfers.propose_transfer(clerk, household=home, destination=VILLAGE_B, reason="搬家")
    carried()
    with acting("town_clerk_b") as clerk:
        transfers.accept_transfer(clerk, offer=transfers.list_offers(clerk)[0].id)
    carried()
    with acting("town_clerk_b") as clerk:
        assert households.household_file(clerk, household=home).number.startswith("JT320402")
        assert len(households.find_households(clerk, number="jt-1").rows) == 1
