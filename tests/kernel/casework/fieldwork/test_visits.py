"""Home visits: two persons, who stand apart from the household and both stand by the report."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.api import file_relative
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.casework.api import fieldwork, work
from minzheng.kernel.casework.api.fieldwork import Finding, VisitReport
from minzheng.kernel.casework.models import Case, Errand, Visit, VisitOrder, VisitState
from minzheng.kernel.documents.api import open_document
from minzheng.kernel.documents.models import Document
from minzheng.kernel.registry.api.facts import Subject, facts_on
from minzheng.rules.facts import Entity
from tests.kernel.casework.fieldwork.matters import (
    Matter,
    applied,
    case_row,
    ordered,
    photo,
    second_account,
)
from tests.kernel.registry.residents import number
from tests.people import CAST, VILLAGE_A, account_id, acting

pytestmark = pytest.mark.slow


def stored(value: object) -> bytes:
    """What the database holds."""
    assert isinstance(value, bytes)
    return value


def report(head: UUID | None = None, **changes: object) -> VisitReport:
    """A filled-in form."""
    findings = [Finding(Entity.PERSON, head, False, {"wage": 80_000})] if head else []
    values: dict[str, object] = {
        "visited_at": clock.now() - timedelta(hours=1),
        "met": "张三丰",
        "findings": findings,
        "signed_how": "typed",
        "signed_by": "张三丰",
    }
    return VisitReport(**(values | changes))  # type: ignore[arg-type]  # built by name


def recorded(matter: Matter, errands: dict[str, UUID], client: UUID, **changes: object) -> UUID:
    """The first investigator's report."""
    name = next(iter(errands))
    with acting(name) as actor:
        return fieldwork.record_visit(
            actor,
            errand=errands[name],
            client=client,
            report=report(matter.head, **changes),
            photos=[photo()],
        )


def test_what_two_investigators_found_becomes_a_fact(matter: Matter) -> None:
    errands = ordered(matter)
    recorded(matter, errands, uuid4())
    with acting("village_officer_a") as officer:
        before = facts_on(officer, subject=Subject(Entity.PERSON, matter.head), on=clock.today())
        fieldwork.confirm_visit(officer, errand=errands["village_officer_a"])
        after = facts_on(officer, subject=Subject(Entity.PERSON, matter.head), on=clock.today())
    assert (before["wage"].value, before["wage"].source) == (50_000, "declared")
    assert (after["wage"].value, after["wage"].source) == (80_000, "visit")
    assert "visit" in case_row(matter).done_steps


def test_nothing_is_a_fact_before_the_second_one_has_confirmed(matter: Matter) -> None:
    recorded(matter, ordered(matter), uuid4())
    with acting("town_clerk_a") as clerk:
        known = facts_on(clerk, subject=Subject(Entity.PERSON, matter.head), on=clock.today())
    assert known["wage"].source == "declared"
    assert "visit" in case_row(matter).open_steps


def test_whoever_reported_cannot_confirm(matter: Matter) -> None:
    errands = ordered(matter)
    recorded(matter, errands, uuid4())
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="另一名"):
        fieldwork.confirm_visit(clerk, errand=errands["town_clerk_a"])


def test_one_human_being_with_two_accounts_is_not_two_investigators(matter: Matter) -> None:
    again = second_account("town_clerk_a", "village_officer", VILLAGE_A)
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="两个人"):
        fieldwork.order_visit(
            clerk,
            case=matter.case,
            step="visit",
            investigators=[account_id("town_clerk_a"), again],
        )


def test_the_database_refuses_one_person_twice(matter: Matter) -> None:
    ordered(matter)
    with acting("town_clerk_a"):
        order = VisitOrder.objects.get(case=matter.case)
        with pytest.raises(IntegrityError), transaction.atomic():
            VisitOrder.objects.filter(pk=order.pk).update(
                second=order.first, second_person=order.first_person
            )


def test_a_near_relative_is_not_sent(matter: Matter) -> None:
    with acting("village_officer_a") as officer:
        file_relative(officer, identity=number(1), name="张三丰", relation="in_law")
    with acting("town_clerk_a") as clerk:
        found = {each.name: each.why_not for each in fieldwork.candidates(clerk, case=matter.case)}
        assert "回避" in found[CAST["village_officer_a"].name]
        with pytest.raises(Refused, match="回避"):
            fieldwork.order_visit(
                clerk,
                case=matter.case,
                step="visit",
                investigators=[account_id("town_clerk_a"), account_id("village_officer_a")],
            )


def test_the_database_refuses_a_near_relative(matter: Matter) -> None:
    errands = ordered(matter)
    with acting("village_officer_a") as officer:
        file_relative(officer, identity=number(1), name="张三丰", relation="in_law")
    with acting("town_clerk_a"):
        order = VisitOrder.objects.get(case=matter.case)
        order.pk = uuid4()
        with pytest.raises(IntegrityError, match="near relatives"), transaction.atomic():
            order.save(force_insert=True)
    assert len(errands) == 2


def test_a_relative_filed_after_the_order_cannot_report(matter: Matter) -> None:
    errands = ordered(matter)
    with acting("town_clerk_a") as clerk:
        file_relative(clerk, identity=number(1), name="张三丰", relation="in_law")
    with pytest.raises(NotAllowed, match="回避"):
        recorded(matter, errands, uuid4())


def test_a_case_near_the_staff_goes_to_visitors_from_elsewhere(office: None) -> None:
    matter = applied(flags=[Flag.NEAR_RELATIVE])
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="其他村"):
        fieldwork.order_visit(
            clerk,
            case=matter.case,
            step="visit",
            investigators=[account_id("town_clerk_a"), account_id("village_officer_a")],
        )
    errands = ordered(matter, ("village_officer_b", "county_officer"))
    with acting("village_officer_b") as visitor:
        assert not Case.objects.filter(pk=matter.case).exists()
        [row] = fieldwork.errands(visitor)
        assert row.who == "张三丰"
        file = fieldwork.errand_file(visitor, errand=row.id)
        assert file.questions
    recorded(matter, errands, uuid4())
    with acting("county_officer") as county:
        fieldwork.confirm_visit(county, errand=errands["county_officer"])
    assert "visit" in case_row(matter).done_steps
    with acting("village_officer_b") as visitor:
        assert fieldwork.errands(visitor) == ()
        assert not Errand.objects.filter(open=True).exists()


def test_the_database_keeps_the_own_office_away_too(office: None) -> None:
    matter = applied(flags=[Flag.NEAR_RELATIVE])
    ordered(matter, ("village_officer_b", "county_officer"))
    with acting("county_officer"):
        order = VisitOrder.objects.get(case=matter.case)
        order.pk, order.first_division = uuid4(), "320402001"
        with pytest.raises(IntegrityError, match="another office"), transaction.atomic():
            order.save(force_insert=True)


def test_the_same_report_sent_again_is_one_visit(matter: Matter) -> None:
    errands, client = ordered(matter), uuid4()
    first = recorded(matter, errands, client)
    assert recorded(matter, errands, client) == first
    with acting("town_clerk_a"):
        assert Visit.objects.count() == 1
        assert len(Visit.objects.get().photos) == 1
        assert Document.objects.filter(household=matter.household).count() == 1


def test_of_two_reports_the_first_counts(matter: Matter) -> None:
    errands = ordered(matter)
    recorded(matter, errands, uuid4())
    with acting("village_officer_a") as officer, pytest.raises(Conflict):
        fieldwork.record_visit(
            officer, errand=errands["village_officer_a"], client=uuid4(), report=report()
        )


def test_a_visitor_who_disagrees_has_it_made_anew(matter: Matter) -> None:
    errands = ordered(matter)
    recorded(matter, errands, uuid4())
    with acting("village_officer_a") as officer:
        fieldwork.contradict_visit(
            officer, errand=errands["village_officer_a"], because="房屋情况没有如实登记"
        )
    again = ordered(matter)
    assert set(again.values()).isdisjoint(errands.values())


def test_nobody_reports_on_somebody_elses_errand(matter: Matter) -> None:
    errands = ordered(matter)
    with acting("town_clerk_b") as other, pytest.raises(Unseen):
        fieldwork.errand_file(other, errand=errands["town_clerk_a"])


def test_the_step_is_not_finished_by_saying_so(matter: Matter) -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="两名调查人员"):
        work.finish(clerk, case=matter.case, step="visit")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"met": " "}, "在场"),
        ({"signed_by": ""}, "签名人"),
        ({"signed_how": "drawn"}, "手写签名"),
        ({"signed_how": "declined"}, "没有签名"),
        ({"way": "remote"}, "没有入户"),
        ({"visited_at": clock.now() + timedelta(hours=2)}, "晚于现在"),
    ],
)
def test_a_report_that_lacks_something_is_refused(
    matter: Matter, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        recorded(matter, ordered(matter), uuid4(), **changes)


def test_an_unsigned_report_says_why(matter: Matter) -> None:
    errands = ordered(matter)
    recorded(matter, errands, uuid4(), signed_how="declined", unsigned_because="拒绝签名")
    with acting("town_clerk_a") as clerk:
        [row] = fieldwork.fieldwork_of(clerk, case=matter.case).visits
    assert row.state == VisitState.RECORDED
    assert "拒绝签名" in row.signed


def test_what_was_found_is_not_readable_in_the_database(matter: Matter) -> None:
    recorded(matter, ordered(matter), uuid4(), remarks="屋顶漏雨")
    with acting("town_clerk_a"):
        [row] = Visit.objects.values("met", "findings", "remarks")
    assert "漏雨".encode() not in stored(row["remarks"])
    assert b"80000" not in stored(row["findings"])


def test_pictures_are_looked_at_where_the_file_lies(office: None) -> None:
    matter = applied()
    errands = ordered(matter)
    recorded(matter, errands, uuid4())
    with acting("town_clerk_a") as clerk:
        (visit,) = fieldwork.fieldwork_of(clerk, case=matter.case).visits
        assert open_document(clerk, document=visit.photos[0]).media_type == "image/jpeg"
    for name in ("town_clerk_b", "village_officer_b", "other_county_officer"):
        with acting(name) as stranger, pytest.raises(Unseen):
            open_document(stranger, document=visit.photos[0])


def test_who_is_to_stand_by_a_report_sees_its_pictures_and_no_others(office: None) -> None:
    """A visitor of another village sees no file there; the errand opens what it is about."""
    matter = applied(flags=[Flag.NEAR_RELATIVE])
    errands = ordered(matter, ("county_officer", "village_officer_b"))
    recorded(matter, errands, uuid4())
    own = errands["village_officer_b"]
    with acting("village_officer_b") as visitor:
        [picture] = fieldwork.visit_to_confirm(visitor, errand=own).photos
        assert fieldwork.visit_picture(visitor, errand=own, document=picture).content
        with pytest.raises(Unseen):
            open_document(visitor, document=picture)
        with pytest.raises(Unseen):
            fieldwork.visit_picture(visitor, errand=own, document=uuid4())
    with acting("town_clerk_b") as stranger, pytest.raises(Unseen):
        fieldwork.visit_picture(stranger, errand=own, document=picture)
    with acting("village_officer_b") as visitor:
        fieldwork.confirm_visit(visitor, errand=own)
        with pytest.raises(Conflict):
            fieldwork.visit_picture(visitor, errand=own, document=picture)
