"""Objects for the matrix: visits, an assessment, a notice."""

import json
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.casework import models as casework
from minzheng.kernel.casework.places import place
from minzheng.kernel.protection.labels import Label
from tests.kernel.access.matrix_objects import SINCE, Making
from tests.people import COUNTY, TOWN_A, VILLAGE_A, VILLAGE_B, VILLAGE_C, account_id

INVESTIGATORS: Mapping[str, str] = MappingProxyType(
    {
        VILLAGE_A: "town_clerk_a",
        TOWN_A: "town_clerk_a",
        VILLAGE_B: "town_clerk_b",
        COUNTY: "county_officer",
        VILLAGE_C: "town_clerk_c",
    }
)
"""Place -> who visits there. The other one, who reports, is nobody that asks."""
OTHER = "audit_admin"
NOBODY = "county_system_admin"
PAGE = [["申请人", "某**"]]


def fieldwork(made: Making, ids: dict[str, Any]) -> dict[str, Any]:
    """A visit to be made, one to be confirmed, an assessment; a notice where there may be one."""
    case = casework.Case.objects.get(pk=ids["case"])
    order, recorded = _order(made, case, "ordered"), _order(made, case, "recorded")
    _visit(made, recorded, ids["document"])
    found = {
        "order": order.pk,
        "errand": _errand(made, order),
        "errand_to_confirm": _errand(made, recorded),
        "assessment": _assessment(made, case),
    }
    if made.label is Label.ORDINARY:
        found["notice"] = found["public_notice"] = _notice(made, case)
    return found


def visitor_at(division: str) -> UUID:
    """Whose errands the samples of a place are."""
    return account_id(INVESTIGATORS.get(division, NOBODY))


def _order(made: Making, case: Any, state: str) -> Any:
    first = Account.objects.get(pk=visitor_at(made.division))
    second = Account.objects.get(pk=account_id(OTHER))
    return casework.VisitOrder.objects.create(
        **place(case),
        step="visit",
        first=first.pk,
        first_person=first.person,
        first_name="某",
        first_division=first.division,
        second=second.pk,
        second_person=second.person,
        second_name="某",
        second_division=second.division,
        note=f"{made.mark}嘱",
        state=state,
        ordered_by=account_id(OTHER),
        ordered_at=clock.now(),
    )


def _errand(made: Making, order: Any) -> UUID:
    """Lies where the investigator works, under the label of the file."""
    row = casework.Errand.objects.create(
        division=order.first_division,
        label=made.label,
        order=order.pk,
        account=order.first,
        person=order.first_person,
        place=order.division,
        title="某事项",
        ordered_at=clock.now(),
    )
    return UUID(str(row.pk))


def _visit(made: Making, order: Any, picture: UUID) -> None:
    casework.Visit.objects.create(
        **place(order.case),
        order=order,
        client=uuid4(),
        visited_at=clock.now(),
        received_at=clock.now(),
        met=f"{made.mark}人",
        findings="[]",
        remarks=f"{made.mark}屋",
        signed_how="typed",
        signed_by=f"{made.mark}人",
        photos=[picture],
        recorded_by=order.second,
        recorded_person=order.second_person,
    )


def _assessment(made: Making, case: Any) -> UUID:
    first = Account.objects.get(pk=visitor_at(made.division))
    second = Account.objects.get(pk=account_id(OTHER))
    row = casework.Assessment.objects.create(
        **place(case),
        first=first.pk,
        first_person=first.person,
        first_name="某",
        second=second.pk,
        second_person=second.person,
        second_name="某",
        person=made.person.id,
        step="assessment",
        form="self_care",
        reason="first",
        assessed_on=SINCE,
        venue=f"{made.mark}家",
        scores=json.dumps({"washes": False}),
        level=1,
        level_title="某级",
        rule="某",
        recorded_by=second.pk,
        recorded_person=second.person,
        recorded_at=clock.now(),
    )
    return UUID(str(row.pk))


def _notice(made: Making, case: Any) -> UUID:
    """Strangers read a line without a name; the file says whose it is."""
    clerk = Account.objects.get(pk=account_id(OTHER))
    now, today = clock.now(), clock.today()
    row = casework.Notice.objects.create(
        **place(case),
        step="publicity",
        kind="proposed",
        village=made.division,
        title="某事项",
        shown=PAGE,
        days=7,
        posted_on=today,
        last_day=today + timedelta(days=7),
        ends_at=now + timedelta(days=7),
        posted_by=clerk.pk,
        posted_by_name=f"{made.mark}办",
        posted_person=clerk.person,
        posted_at=now,
    )
    casework.PublicNotice.objects.create(
        id=row.pk,
        village=row.village,
        kind=row.kind,
        title=row.title,
        office="某办事处",
        lines=PAGE,
        posted_on=row.posted_on,
        last_day=row.last_day,
        ends_at=row.ends_at,
    )
    return UUID(str(row.pk))
