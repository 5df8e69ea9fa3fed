"""Reading awards, holding payments, changing who is paid: by whom, and by which second person."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Recused, Refused, Unseen
from minzheng.kernel.access.relatives import file_relative
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import awards, due, holds, many, payees, reviews
from minzheng.kernel.entitlements.api.many import Holding
from minzheng.kernel.registry.api import people
from tests.kernel.casework.deciding.matters import family
from tests.kernel.casework.matters import MONDAY
from tests.kernel.entitlements.awards import (
    DECEMBER,
    DIBAO,
    FULL,
    again,
    award_of,
    covers_of,
    due_in,
    granted,
    held_in,
)
from tests.kernel.entitlements.subsidies import nursed
from tests.kernel.registry.residents import number
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
JANUARY = Month(2027, 1)
SAW_IT = {"since": date(2026, 11, 3), "source": "车管所比对"}
PRICE = "price_subsidy.price_subsidy"


def test_an_award_is_read_with_everything_about_it() -> None:
    home, award = granted()
    with acting("town_clerk_a") as actor:
        found = awards.award_file(actor, award=award.pk)
        assert [each.kind_title for each in found.lines] == ["确认"]
        assert {each.name for each in found.covers} == {"王大明", "李芳", "王小明"}
        assert (found.award.title, found.award.payee_name) == ("最低生活保障金", "王大明")
        assert found.award.amount_fen == 0
        assert [each.id for each in awards.awards_of(actor, household=home.household)] == [award.pk]
        assert [each.id for each in awards.awards_of(actor, person=home.child)] == [award.pk]
    with clock.standing_at(MONDAY + timedelta(days=31)), acting("town_clerk_a") as actor:
        assert awards.award_file(actor, award=award.pk).award.amount_fen == FULL


def test_another_town_sees_nothing() -> None:
    home, award = granted()
    with acting("town_clerk_b") as actor:
        with pytest.raises(Unseen):
            awards.award_file(actor, award=award.pk)
        assert awards.awards_of(actor, household=home.household) == ()
        assert awards.list_awards(actor).rows == ()
        assert due.due(DECEMBER) == ()
        with pytest.raises(Unseen):
            holds.raise_hold(actor, award=award.pk, kind="manual", **SAW_IT)  # type: ignore[arg-type]  # keywords of the command


def test_lists_go_page_by_page_in_as_many_queries() -> None:
    made = [granted(sequence=each * 10 + 1)[1].pk for each in range(3)]
    with acting("county_officer") as actor:
        first = awards.list_awards(actor, limit=2)
        rest = awards.list_awards(actor, limit=2, after=first.next)
        assert {each.id for each in (*first.rows, *rest.rows)} == set(made)
        assert rest.next == ""
        assert awards.count_awards(actor, benefit=DIBAO, state="running") == 3
        assert awards.count_awards(actor, benefit="other") == 0
        with pytest.raises(InvalidValue):
            awards.list_awards(actor, state="other")
        for limit in (1, 3):
            with CaptureQueriesContext(connection) as asked:
                awards.list_awards(actor, limit=limit)
            assert len(asked) == 4


def test_a_hold_keeps_what_is_due_until_another_person_lifts_it() -> None:
    _, award = granted()
    with acting("town_clerk_a") as actor:
        (made,) = holds.raise_hold(actor, award=award.pk, kind="vehicle", **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
        assert holds.raise_hold(actor, award=award.pk, kind="vehicle", **SAW_IT) == ()  # type: ignore[arg-type]  # keywords of the command
        with pytest.raises(NotAllowed):
            holds.release_hold(actor, hold=made, reason="已核实")
    assert (held_in(award, DECEMBER), due_in(award, DECEMBER)) == (True, FULL)
    with acting("town_approver_a") as actor:
        (row,) = holds.holds(actor).rows
        assert (row.kind_title, row.may_settle) == ("车辆", True)
        holds.confirm_hold(actor, hold=made)
        with pytest.raises(Conflict):
            holds.confirm_hold(actor, hold=made)
        with pytest.raises(Refused):
            holds.release_hold(actor, hold=made, reason=" ")
        holds.release_hold(actor, hold=made, reason="车辆已过户")
        with pytest.raises(Conflict):
            holds.release_hold(actor, hold=made, reason="车辆已过户")
        assert holds.holds(actor).rows == ()
    assert not held_in(award, DECEMBER)


@pytest.mark.parametrize(
    ("kind", "first_held"),
    [("death", DECEMBER), ("cremation", DECEMBER), ("vehicle", Month(2026, 11))],
)
def test_the_month_of_a_death_is_never_held(kind: str, first_held: Month) -> None:
    home, award = nursed()
    with acting("finance") as actor:
        holds.raise_hold(actor, person=home.spouse, kind=kind, **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
    months = [Month(2026, 11), DECEMBER]
    assert [held_in(award, each) for each in months] == [each >= first_held for each in months]


def test_a_hold_on_somebody_reaches_every_award_that_covers_him() -> None:
    home, award = granted()
    with acting("town_clerk_a") as actor:
        holds.raise_hold(actor, person=home.child, kind="pension", **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
        assert held_in(award, DECEMBER)
        for wrong in ({"kind": "other"}, {"kind": "grace"}):
            with pytest.raises(InvalidValue):
                holds.raise_hold(actor, person=home.child, **wrong, **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
        with pytest.raises(Conflict):
            holds.raise_hold(actor, person=uuid4(), kind="pension", **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
        with pytest.raises(Refused):
            holds.raise_hold(
                actor, person=home.child, kind="pension", source="x", since=date(2026, 11, 10)
            )


def test_somebody_else_is_paid_when_two_persons_say_so() -> None:
    home, award = granted()
    with acting("town_clerk_a") as actor:
        made = payees.propose_payee(actor, award=award.pk, payee=home.spouse, reason="户主住院")
        with pytest.raises(Conflict):
            payees.propose_payee(actor, award=award.pk, payee=home.child, reason="户主住院")
        with pytest.raises(NotAllowed):
            payees.approve_payee(actor, change=made)
    assert again(award).payee_id == home.head
    with acting("town_approver_a") as actor:
        (row,) = payees.payee_changes(actor).rows
        assert (row.before_name, row.payee_name, row.may_settle) == ("王大明", "李芳", True)
        payees.approve_payee(actor, change=made)
        with pytest.raises(Conflict):
            payees.reject_payee(actor, change=made)
    assert again(award).payee_id == home.spouse


def test_a_stranger_is_paid_only_with_a_paper_and_the_dead_never() -> None:
    home, award = granted()
    other = family(200_000, sequence=20)
    with acting("town_clerk_a") as actor:
        with pytest.raises(Refused, match="代领"):
            payees.propose_payee(actor, award=award.pk, payee=other.head, reason="代领")
        with pytest.raises(Refused, match="已经是领款人"):
            payees.propose_payee(actor, award=award.pk, payee=home.head, reason="代领")
        people.record_death(actor, person=home.spouse, on=date(2026, 11, 1), version=1)
        with pytest.raises(Refused, match="死亡"):
            payees.propose_payee(actor, award=award.pk, payee=home.spouse, reason="代领")
        made = payees.propose_payee(
            actor, award=award.pk, payee=other.head, reason="代领", evidence=uuid4()
        )
    with acting("town_approver_a") as actor:
        payees.reject_payee(actor, change=made)
    assert again(award).payee_id == home.head


def test_the_hold_of_a_dead_payee_ends_with_the_new_one() -> None:
    home, award = granted()
    with acting("town_clerk_a") as actor:
        people.record_death(actor, person=home.head, on=date(2026, 11, 1), version=1)
        made = payees.propose_payee(actor, award=award.pk, payee=home.spouse, reason="户主死亡")
    assert held_in(award, DECEMBER)
    with acting("town_approver_a") as actor:
        payees.approve_payee(actor, change=made)
    assert not held_in(award, DECEMBER)


def test_a_class_brings_the_review_nearer_and_never_puts_it_off() -> None:
    _, award = granted()
    with acting("town_clerk_a") as actor:
        due_on = reviews.set_review_class(actor, award=award.pk, code="C", reason="收入不稳定")
        assert due_on == date(2027, 2, 9)
        assert reviews.set_review_class(actor, award=award.pk, code="A", reason="x") == due_on
        with pytest.raises(InvalidValue):
            reviews.set_review_class(actor, award=award.pk, code="Z", reason="x")
        assert reviews.due_reviews(actor, until=due_on - timedelta(days=1)).rows == ()
        (row,) = reviews.due_reviews(actor, until=due_on).rows
        assert (row.id, row.review_class) == (award.pk, "A")


def test_nobody_lifts_a_hold_on_a_relative() -> None:
    _, award = granted()
    with acting("town_clerk_a") as actor:
        (made,) = holds.raise_hold(actor, award=award.pk, kind="manual", **SAW_IT)  # type: ignore[arg-type]  # keywords of the command
    with acting("town_approver_a") as actor:
        file_relative(actor, identity=number(1), name="王大明", relation="sibling")
        with pytest.raises(Recused):
            holds.release_hold(actor, hold=made, reason="已核实")
    assert held_in(award, DECEMBER)


def test_what_ran_before_the_platform_is_taken_over_and_never_twice() -> None:
    home = family(200_000)
    ran = Holding(
        benefit=DIBAO,
        household=home.household,
        person=None,
        payee=home.head,
        persons=(home.head, home.spouse, home.child),
        start=Month(2026, 1),
        amount_fen=50_000,
        review_class="B",
    )
    single = Holding(
        benefit="minimum_living.single_grant",
        household=None,
        person=home.spouse,
        payee=home.spouse,
        persons=(home.spouse,),
        start=Month(2026, 6),
        amount_fen=90_000,
    )
    with acting("county_officer"), pytest.raises(NotAllowed):
        many.take_over([ran], reason="2026年11月台账")
    with working("test"):
        assert many.take_over([ran, single], reason="2026年11月台账") == many.Opened(1, (1,))
        assert many.take_over([ran], reason="2026年11月台账") == many.Opened(0, (0,))
        with pytest.raises(Refused):
            many.take_over([ran], reason=" ")
    award = award_of(home)
    assert (award.start_month, award.review_class, award.case) == (date(2026, 1, 1), "B", None)
    assert due_in(award, Month(2026, 1)) == 50_000
    assert {person for person, _ in covers_of(award)} == {home.head, home.spouse, home.child}
    with acting("town_clerk_a") as actor:
        (line,) = awards.award_file(actor, award=award.pk).lines
        assert (line.kind, line.reason) == ("taken_over", "2026年11月台账")


def test_what_needs_no_application_is_due_in_one_month_and_once() -> None:
    home = family(200_000)
    rows = [(home.head, None, 4_300), (home.child, home.head, 4_300), (home.head, None, 1)]
    with working("test"):
        opened = many.open_direct(benefit=PRICE, month=DECEMBER, rows=rows, reason="11月指数")
        assert opened == many.Opened(2, (2,))
        found = due.due(DECEMBER, benefits=(PRICE,), payer="320402")
        assert {(each.person, each.payee, each.amount_fen) for each in found} == {
            (home.head, home.head, 4_300),
            (home.child, home.head, 4_300),
        }
        assert due.due(JANUARY, benefits=(PRICE,)) == ()
        assert due.due(DECEMBER, benefits=(PRICE,), payer="320411") == ()
