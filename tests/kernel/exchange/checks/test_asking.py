"""Nobody is asked about without a case and without having allowed it; the database agrees."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from minzheng.adapters.departments import Manner
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.models import Authorisation, CheckRequest, CheckRound
from tests.kernel.exchange.checks.conftest import later
from tests.kernel.exchange.checks.family import CLERK, SIGNED, TODAY, Family, work
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def questions(**named: object) -> int:
    """How many questions there are."""
    with working("job"):
        return CheckRequest.objects.filter(**named).count()


def test_every_member_who_allowed_it_is_asked_about_at_every_department(family: Family) -> None:
    family.authorise()
    family.start()
    assert questions() == 3 * len(CheckSource)
    assert questions(person=family.child) == len(CheckSource)


def test_who_has_not_allowed_it_is_not_asked_about(family: Family) -> None:
    with acting(CLERK) as clerk:
        checks.authorise(clerk, case=family.case, given=family.given(family.father))
    family.start()
    assert questions(person=family.mother) == 0
    assert family.view().state.unauthorised == ("林小燕", "石小石")


def test_somebody_who_allows_it_later_is_added(family: Family) -> None:
    with acting(CLERK) as clerk:
        checks.authorise(clerk, case=family.case, given=family.given(family.father))
    first = family.start()
    with acting(CLERK) as clerk:
        checks.authorise(clerk, case=family.case, given=family.given(family.mother))
    assert family.start() == first
    assert family.start() == first
    assert questions() == 2 * len(CheckSource)


def test_nothing_starts_while_nobody_has_allowed_it(family: Family) -> None:
    with pytest.raises(Refused, match="还没有人授权"):
        family.start()


def test_a_supporter_is_asked_about_with_a_consent_of_his_own(family: Family) -> None:
    family.authorise()
    family.start()
    assert questions(supporter=family.supporter) == 0
    with acting(CLERK) as clerk:
        own = family.given(family.father, kind="supporter", supporter=family.supporter)
        checks.authorise(clerk, case=family.case, given=own)
    family.start()
    asked = questions(supporter=family.supporter)
    assert 0 < asked < len(CheckSource)
    assert questions(supporter=family.supporter, source="banks") == 0


def test_a_member_cannot_consent_for_the_supporter(family: Family) -> None:
    with acting(CLERK) as clerk, pytest.raises(Refused, match="以自己的名义"):
        given = family.given(family.father, supporter=family.supporter)
        checks.authorise(clerk, case=family.case, given=given)


def test_a_supporter_who_refuses_is_not_asked_about_and_nothing_follows(family: Family) -> None:
    family.authorise()
    with acting(CLERK) as clerk:
        checks.refuse_authorisation(
            clerk,
            case=family.case,
            person=family.father,
            supporter=family.supporter,
            on=TODAY,
            note="电话中表示不同意",
        )
    family.start()
    work()
    assert questions(supporter=family.supporter) == 0
    assert family.view().state.refused == ("石远行",)


def test_a_minor_is_authorised_for_by_the_guardian(family: Family) -> None:
    with acting(CLERK) as clerk:
        with pytest.raises(Refused, match="监护人"):
            own = family.given(family.child, kind="member", guardian_name="")
            checks.authorise(clerk, case=family.case, given=own)
        with pytest.raises(Refused, match="监护人姓名"):
            unnamed = family.given(family.child, guardian_name=" ")
            checks.authorise(clerk, case=family.case, given=unnamed)
        checks.authorise(clerk, case=family.case, given=family.given(family.child))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"signed_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"valid_until": TODAY - timedelta(days=1)}, "已经过期"),
        ({"method": "hearsay"}, "授权方式"),
        ({"document": uuid4()}, "上传授权书"),
    ],
)
def test_an_authorisation_in_disorder_is_refused(
    family: Family, change: dict[str, object], sentence: str
) -> None:
    with acting(CLERK) as clerk, pytest.raises(Refused, match=sentence):
        checks.authorise(clerk, case=family.case, given=family.given(family.father, **change))


def test_withdrawing_calls_off_what_waits_and_keeps_what_was_answered(family: Family) -> None:
    view = family.checked()
    mother = next(each for each in view.parties if each.person == family.mother)
    father = next(each for each in view.parties if each.person == family.father)
    assert mother.authorisation is not None and father.authorisation is not None
    with acting(CLERK) as clerk:
        checks.recheck(clerk, case=family.case, reason="重新核对")
        checks.withdraw_authorisation(
            clerk, authorisation=mother.authorisation.id, on=TODAY, reason="不愿继续"
        )
    # At once, and not only when the worker comes to it.
    assert {each.state for each in family.view().parties[1].requests} == {"called_off"}
    work()
    assert {each.state for each in family.view().parties[1].requests} == {"called_off"}
    assert {each.state for each in family.view().parties[0].requests} == {"answered"}
    with acting(CLERK) as clerk, pytest.raises(Conflict):
        checks.ask_again(clerk, request=family.view().parties[1].requests[0].id, reason="再问")


def test_a_query_without_an_open_case_is_refused_and_recorded(family: Family) -> None:
    """救助法 art. 70(6)."""
    family.authorise()
    family.town.close(family.case)
    with acting(CLERK) as clerk:
        for case in (family.case, family.father):
            with pytest.raises(checks.QueryWithoutCase):
                checks.start_check(clerk, case=case)
            with pytest.raises(checks.QueryWithoutCase):
                checks.recheck(clerk, case=case, reason="看看")
    assert questions() == 0
    with acting("auditor"):
        events = audit.search_events(audit.Wanted(actions=frozenset({"check.refuse"})))
        assert [each.result for each in events] == ["refused"] * 4


def test_who_may_not_order_is_refused(family: Family) -> None:
    family.authorise()
    with acting("town_approver_a") as approver, pytest.raises(NotAllowed):
        checks.start_check(approver, case=family.case)


def test_another_town_finds_nothing(family: Family) -> None:
    view = family.checked()
    question, line = view.parties[0].requests[0], view.differences[0]
    with acting("town_clerk_b") as stranger:
        with pytest.raises(Unseen):
            checks.answers_of(stranger, request=question.id)
        with pytest.raises(Unseen):
            checks.difference_of(stranger, difference=line.id)
        with pytest.raises(Unseen):
            checks.concede_difference(stranger, difference=line.id)


def test_a_case_that_closes_stops_its_questions(family: Family) -> None:
    family.town.behave({CheckSource.banks: Manner.NEVER})
    family.authorise()
    family.start()
    family.town.close(family.case)
    work()
    with working("job"):
        assert set(CheckRequest.objects.values_list("state", flat=True)) == {"called_off"}
        assert CheckRound.objects.get().state == "closed"


def refused_by_the_database(sentence: str, change: str, *values: UUID) -> None:
    """Raw SQL as the application, in the clerk's scope, meets the rule."""
    with (
        acting(CLERK),
        pytest.raises(IntegrityError, match=sentence),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change, values)


COPY = """
insert into exchange_checkrequest (id, division, label, round_id, "case", person, supporter,
  authorisation_id, source, state, turn, failures, trouble, queued_at, next_at, due_on, given_up_on)
select gen_random_uuid(), division, label, round_id, {case}, {person}, supporter, authorisation_id,
  'another', 'queued', 1, 0, '', now(), now(), due_on, given_up_on
from exchange_checkrequest limit 1
"""


def test_the_database_refuses_a_question_about_somebody_else(family: Family) -> None:
    family.authorise()
    family.start()
    with acting(CLERK), connection.cursor() as cursor:
        cursor.execute(COPY.format(case='"case"', person="person"))
    stranger = COPY.format(case='"case"', person="gen_random_uuid()")
    refused_by_the_database("live authorisation", stranger)
    elsewhere = COPY.format(case="gen_random_uuid()", person="person")
    refused_by_the_database("open case", elsewhere)


def test_the_database_refuses_a_question_after_withdrawal_or_closing(family: Family) -> None:
    family.authorise()
    family.start()
    with working("job"):
        row = CheckRequest.objects.filter(person=family.father).first()
        assert row is not None
        CheckRequest.objects.filter(pk=row.pk).update(state="failed")
        Authorisation.objects.filter(pk=row.authorisation_id).update(
            state="withdrawn", withdrawn_on=SIGNED, withdrawn_because="不愿意"
        )
    again = "update exchange_checkrequest set state = 'queued' where id = %s"
    refused_by_the_database("live authorisation", again, row.pk)
    back = "update exchange_authorisation set state = 'given' where id = %s"
    refused_by_the_database("stays so", back, row.authorisation_id)
    with working("job"):
        checks.close_checks(case=family.case)
    refused_by_the_database("stays so", "update exchange_checkround set state = 'open'")


def test_the_database_refuses_a_check_of_a_case_that_is_closed_or_none(family: Family) -> None:
    family.authorise()
    family.start()
    family.town.close(family.case)
    other = """
    insert into exchange_checkround (id, division, label, "case", case_number, household, number,
      state, because, ordered_by, orderer, ordered_at, told_how)
    select gen_random_uuid(), division, label, {case}, case_number, household, 9, 'open', '',
      ordered_by, orderer, now(), '' from exchange_checkround
    """
    for case in ('"case"', "gen_random_uuid()"):
        refused_by_the_database("open case", other.format(case=case))


def test_an_authorisation_that_has_run_out_asks_nobody(family: Family) -> None:
    with acting(CLERK) as clerk:
        given = family.given(family.father, valid_until=date(2026, 11, 24))
        checks.authorise(clerk, case=family.case, given=given)
    with clock.standing_at(later(days=3)), pytest.raises(Refused, match="还没有人授权"):
        family.start()
