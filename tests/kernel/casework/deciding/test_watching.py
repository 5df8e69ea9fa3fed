"""Who decides, how fast, and whom he must keep away from."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import NotAllowed, Recused, Refused
from minzheng.kernel.casework.api import deciding
from minzheng.kernel.casework.deciding import pace
from minzheng.kernel.casework.deciding.draws import drawn
from minzheng.kernel.casework.deciding.suspicion import look_for_relatives, suspected
from minzheng.kernel.casework.duties import SamePerson
from minzheng.kernel.casework.models import Case, CountyDraw, PaceAlert, Suspicion, Task
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.casework.deciding.matters import SINCE, family, to_decide
from tests.kernel.registry.residents import enter
from tests.people import CAST, VILLAGE_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.mark.parametrize("guarded", [True, False])
def test_whoever_investigated_does_not_decide_even_by_raw_sql(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same person with another account: found by the person, in the database."""
    row = to_decide(family())
    with acting("county_approver") as approver:
        task = Task.objects.filter(case=row).earliest("opened_at")
        Task.objects.filter(pk=task.pk).update(
            step="visit", permission="visit.record", state="done", done_by=approver.account,
            done_by_person=approver.person, done_at=clock.now(), done_on=clock.today(), not_by=[],
        )  # fmt: skip
        if not guarded:
            monkeypatch.setattr(deciding, "require_apart", lambda actor, row: None)
        refusal = SamePerson if guarded else DatabaseError
        with pytest.raises(refusal), transaction.atomic():
            deciding.decide(approver, case=row.pk, outcome="granted", version=row.version)


def test_a_clerk_cannot_decide() -> None:
    row = to_decide(family())
    with acting("town_clerk_a") as actor, pytest.raises(NotAllowed):
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)


@pytest.mark.slow
def test_four_hundred_decisions_in_two_minutes_raise_the_alert() -> None:
    row = to_decide(family())
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
        assert not PaceAlert.objects.exists()
        _many(row.pk, 399)
        alert = pace.watch(actor)
        assert alert is not None
        assert alert.count == 400
        (told,) = deciding.pace_alerts(actor)
        with pytest.raises(Refused, match="本人"):
            deciding.settle_pace_alert(actor, alert=told.id, verdict="没有问题")
    with acting("inspector") as inspector:
        deciding.settle_pace_alert(inspector, alert=told.id, verdict="已逐件复查")
        assert deciding.pace_alerts(inspector) == ()


def _many(case: UUID, count: int) -> None:
    """As many decisions of the same person at the same moment, each of a case of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with cases as (
              insert into casework_case
              select (jsonb_populate_record(c, jsonb_build_object(
                'id', gen_random_uuid(), 'number', c.number || '-' || n, 'household_id', null,
                'subject_id', gen_random_uuid()))).*
              from casework_case c, generate_series(1, %s) n where c.id = %s
              returning id)
            insert into casework_decision
            select (jsonb_populate_record(d, jsonb_build_object(
              'id', gen_random_uuid(), 'case_id', cases.id))).*
            from casework_decision d, cases where d.case_id = %s
            """,
            [count, case, case],
        )


def test_an_honest_pace_raises_nothing() -> None:
    for sequence in (1, 11, 21):
        row = to_decide(family(sequence=sequence))
        with acting("county_approver") as actor:
            deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    with acting("county_approver"):
        assert not PaceAlert.objects.exists()


def _staff_file(name: str) -> UUID:
    """A member of the cast as a person on file, under the number of the account."""
    with acting("town_clerk_a") as actor:
        member = CAST[name]
        entry = PersonEntry(name=member.name, division=VILLAGE_A, number=member.identity)
        return people.register_person(actor, entry=entry)


@pytest.mark.parametrize("sign", ["phone", "address", "registration"])
def test_an_unfiled_relative_is_flagged_and_kept_away(sign: str) -> None:
    staff = _staff_file("village_officer_a")
    home = family()
    with acting("town_clerk_a") as actor:
        for person in (staff, home.spouse):
            if sign == "phone":
                people.add_contact(actor, person=person, phone="13912345678")
            elif sign == "address":
                people.add_address(actor, person=person, kind="residence", text="朝阳村12组 8号")
        if sign == "registration":
            house = households.found_household(
                actor, kind="registration", division=VILLAGE_A, valid_from=SINCE
            )
            for person, relation in ((staff, 1), (home.spouse, 2)):
                households.join_household(
                    actor, person=person, household=house, relation=relation, on=SINCE
                )
    row = to_decide(home)
    with acting("county_officer") as actor:
        assert look_for_relatives(row)
        found = Suspicion.objects.get(case=row)
        assert found.signs == [sign]
        assert not suspected(actor, row)
    with acting("village_officer_a") as officer:
        assert suspected(officer, row)


def test_the_suspected_one_meets_the_refusal_of_a_relative() -> None:
    row = to_decide(family())
    with acting("county_officer"):
        Suspicion.objects.create(
            case=row, division=row.division, label=row.label, signs=["phone"],
            person=blind_index("identity", CAST["county_approver"].identity), found_at=clock.now(),
        )  # fmt: skip
    with acting("county_approver") as actor, pytest.raises(Recused):
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)


@pytest.mark.slow
def test_unrelated_households_are_seldom_flagged() -> None:
    """Two hundred households of one village, each with telephone and address, beside the staff."""
    staff = _staff_file("village_officer_a")
    flagged = 0
    with acting("town_clerk_a") as actor:
        people.add_contact(actor, person=staff, phone="13900000000")
        people.add_address(actor, person=staff, kind="residence", text="朝阳村1组1号")
        for number in range(200):
            born = date(1960, 1 + number // 20, 1 + number % 20)
            person = enter(actor, "赵甲", sequence=700, born=born, division=VILLAGE_A)
            people.add_contact(actor, person=person, phone=f"139{number + 1:08d}")
            people.add_address(
                actor, person=person, kind="residence", text=f"朝阳村1组{number + 2}号"
            )
            row = _bare(person)
            flagged += look_for_relatives(row)
    assert flagged <= 4


def _bare(person: UUID) -> Case:
    """No more of a case than what signs are looked for by; nothing is found, so nothing is kept."""
    return Case(subject_id=person, household_id=None, division=VILLAGE_A, label="ordinary")


def test_at_least_three_of_ten_are_drawn_at_every_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if chance never drew any."""
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    row = to_decide(family())
    with acting("county_officer"):
        for met in range(1, 41):
            drawn(_copy(row, met), 3)
            assert CountyDraw.objects.filter(drawn=True).count() * 10 >= 3 * met


def _copy(row: Case, number: int) -> Case:
    row.pk, row.number = uuid4(), f"n-{number}"
    row.household_id, row.subject_id = None, uuid4()
    row.save(force_insert=True)
    return row


def test_a_case_is_drawn_once() -> None:
    row = to_decide(family())
    with acting("county_officer"):
        first = drawn(row, 3)
        assert all(drawn(row, 3) is first for _ in range(5))
