"""Whom a visit may tell of, who may call it off, and that it ends with its case."""

from uuid import uuid4

import pytest

from minzheng.kernel.access.api import file_relative
from minzheng.kernel.access.errors import Conflict, Recused, Unseen
from minzheng.kernel.casework.api import fieldwork, leaving
from minzheng.kernel.casework.api.fieldwork import Finding
from minzheng.kernel.casework.models import VisitOrder
from minzheng.rules.facts import Entity
from tests.kernel.casework.fieldwork.matters import Matter, applied, ordered
from tests.kernel.casework.fieldwork.test_visits import recorded
from tests.kernel.registry.residents import number
from tests.people import acting


def test_a_visit_tells_of_nobody_but_the_people_of_its_case(matter: Matter) -> None:
    stranger = applied(sequence=11, name="李四")
    errands = ordered(matter)
    for findings in (
        [Finding(Entity.PERSON, stranger.head, False, {"wage": 80_000})],
        [Finding(Entity.PERSON, matter.head, False, {"death_date": 20260101})],
    ):
        with pytest.raises(Unseen):
            recorded(matter, errands, uuid4(), findings=findings)


def test_nobody_has_to_go_to_a_case_that_is_closed(matter: Matter) -> None:
    errands = ordered(matter)
    with acting("town_clerk_a") as clerk:
        leaving.withdraw(clerk, case=matter.case, reason="已找到工作")
        assert fieldwork.errands(clerk) == ()
    with pytest.raises(Conflict):
        recorded(matter, errands, uuid4())


def test_who_is_near_the_family_voids_no_visit(matter: Matter) -> None:
    ordered(matter)
    with acting("town_clerk_a") as clerk:
        order = VisitOrder.objects.get(case=matter.case).pk
        file_relative(clerk, identity=number(1), name="张三丰", relation="other")
    with acting("town_clerk_a") as clerk, pytest.raises(Recused):
        fieldwork.void_order(clerk, order=order, because="换人")
