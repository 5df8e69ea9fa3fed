"""Children's cases: with the town where the law lays them, out of its sight where they begin above.

民发〔2019〕62号: the guardian applies at the town, the town examines, the county confirms.
"""

from datetime import date
from uuid import UUID

import pytest

from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import intake, reading, windows
from minzheng.kernel.casework.models import Incoming, Receipt
from minzheng.kernel.casework.windows import receiving
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from tests.kernel.casework.matters import family, finish, live_steps, row_of
from tests.kernel.registry.residents import enter, number
from tests.people import COUNTY, TOWN_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]

UNATTENDED = "children.unattended"
BORN = date(2016, 5, 5)


def child() -> UUID:
    """A child on the town's file."""
    with acting("town_clerk_a") as clerk:
        return enter(clerk, "王小花", sequence=9, born=BORN)


def test_the_town_receives_and_examines_what_the_county_confirms() -> None:
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=UNATTENDED, person=child())
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
    assert live_steps(case) == {"check": TOWN_A}
    finish("town_clerk_a", case, "check")
    finish("town_clerk_a", case, "opinion", "agree")
    assert live_steps(case) == {"decision": COUNTY}
    row = row_of(case)
    assert (row.label, row.confidential) == (Label.ORDINARY, True)


def test_what_begins_with_the_protection_of_children_is_nowhere_for_the_town() -> None:
    with acting("town_clerk_a") as clerk:
        family(clerk)
    whose = child()
    with acting("child_protection_officer") as officer:
        case = intake.open_case(officer, item=UNATTENDED, person=whose)
        intake.submit(officer, case=case)
        intake.accept(officer, case=case, lacking_because="材料随后补齐")
    assert row_of(case).label == Label.CHILD_PROTECTION
    assert live_steps(case) == {"check": COUNTY}
    with acting("town_clerk_a") as clerk:
        for read in (
            lambda: reading.case_head(clerk, case=case),
            lambda: people.person_row(clerk, person=whose),
            lambda: intake.open_case(clerk, item=UNATTENDED, person=whose),
        ):
            with pytest.raises(Unseen):
                read()
        assert reading.cases(clerk).rows == ()
        assert reading.inbox(clerk).rows == ()


def test_where_protection_is_lifted_the_case_is_the_town_s_again() -> None:
    whose = child()
    with acting("child_protection_officer") as officer:
        case = intake.open_case(officer, item=UNATTENDED, person=whose)
        intake.submit(officer, case=case)
        intake.accept(officer, case=case, lacking_because="材料随后补齐")
        people.seal_person(officer, person=whose, label=Label.ORDINARY, reason="个案结束")
    with acting("town_clerk_a") as clerk:
        assert reading.case_head(clerk, case=case).id == case
    # What is open stays with the county that has it; what follows is the town's.
    finish("child_protection_officer", case, "check")
    assert live_steps(case) == {"opinion": TOWN_A}


def test_an_item_that_may_be_published_hides_nobody() -> None:
    whose = child()
    with acting("child_protection_officer") as officer:
        case = intake.open_case(officer, item="disability.nursing_subsidy", person=whose)
    assert row_of(case).label == Label.ORDINARY


def test_who_does_not_see_protected_children_opens_an_ordinary_case() -> None:
    whose = child()
    with acting("county_officer") as officer:
        case = intake.open_case(officer, item=UNATTENDED, person=whose)
    assert row_of(case).label == Label.ORDINARY


def test_a_town_takes_in_for_a_child_that_it_does_not_see() -> None:
    """The receipt says how far it has got, and nothing of the file."""
    whose = child()
    with acting("child_protection_officer") as officer:
        people.seal_person(officer, person=whose, label=Label.CHILD_PROTECTION, reason="保护")
    with acting("town_clerk_a") as clerk:
        receipt = windows.receive(
            clerk, item=UNATTENDED, target=COUNTY, name="王小花", identity=number(9, BORN)
        )
    carried()
    with acting("child_protection_officer") as officer:
        (incoming,) = windows.incoming(officer).rows
        case = windows.open_incoming(officer, incoming=incoming.id, person=whose)
    carried()
    assert row_of(case).label == Label.CHILD_PROTECTION
    with acting("town_clerk_a") as clerk:
        assert windows.receipt(clerk, receipt=receipt).state == "accepted"
        with pytest.raises(Unseen):
            reading.case_head(clerk, case=case)


def carried() -> None:
    """The worker's jobs over receipts."""
    with working("job"):
        receipts = list(Receipt.objects.values_list("pk", flat=True))
        incoming = list(Incoming.objects.values_list("pk", flat=True))
    for each in receipts:
        receiving.deliver(each)
    for each in incoming:
        receiving.bring_back(each)
