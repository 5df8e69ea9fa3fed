"""Households, divisions, organisations and the token itself through the interface."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from minzheng.kernel.access import budgets, clock
from minzheng.kernel.access.models import Token
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import divisions, organisations
from minzheng.kernel.registry.api.confirmation import perform_division_changes
from tests.base.test_credit_code import credit_code
from tests.kernel.registry.residents import enter, home_of
from tests.machines import Machine
from tests.people import COUNTY, TOWN_A, TOWN_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_a_household_shows_its_members_of_today() -> None:
    with acting("town_clerk_a") as clerk:
        head, child = enter(clerk), enter(clerk, "张小小", sequence=2, born=date(2015, 5, 5))
        household = home_of(clerk, head, child)
    answer = Machine("town_clerk_a").get(f"/households/{household}").json()
    assert [each["name"] for each in answer["members"]] == ["张三丰", "张小小"]
    assert "address" not in answer
    assert Machine("town_clerk_b").get(f"/households/{household}").status_code == 404


def test_a_household_is_evaluated_now_with_reasons_when_asked() -> None:
    with acting("town_clerk_a") as clerk:
        household = home_of(clerk, enter(clerk))
    machine = Machine("town_clerk_a")
    short = machine.get(f"/households/{household}/evaluation").json()
    long = machine.get(f"/households/{household}/evaluation", month="2026-10", explanation="true")
    grant = next(each for each in short["benefits"] if each["key"] == "minimum_living.grant")
    assert grant["granted"] is None
    assert grant["missing"]
    assert grant["explanation"] is None
    assert long.json()["month"] == "2026-10"
    assert all(each["explanation"] for each in long.json()["benefits"])


def test_a_month_that_is_none_is_refused() -> None:
    answer = Machine("town_clerk_a").get(f"/households/{uuid4()}/evaluation", month="2026-13")
    assert answer.json()["errors"] == [{"field": "query.month", "message": "格式不正确"}]


def test_the_tree_of_divisions_now_and_then() -> None:
    machine = Machine("town_clerk_a")
    below = machine.get("/divisions", parent=COUNTY).json()["items"]
    assert [each["code"] for each in below] == [TOWN_A, TOWN_B]
    assert machine.get(f"/divisions/{TOWN_A}").json()["name"] == "雕庄街道"
    assert machine.get("/divisions/999999").status_code == 404
    assert machine.get("/divisions", parent=COUNTY, on="2026-02-30").status_code == 400


def test_an_old_code_leads_to_todays() -> None:
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_merge(
                codes=[TOWN_A, TOWN_B], into=divisions.NewUnit(TOWN_A, "雕庄街道")
            ),
            on=clock.today(),
            approval="常政复〔2026〕1号",
        )
    with working("job"):
        perform_division_changes()
    answer = Machine("town_clerk_a").get(f"/divisions/{TOWN_B}/successors").json()
    assert [each["code"] for each in answer["successors"]] == [TOWN_A]


def test_an_organisation_by_its_code() -> None:
    code = credit_code("51", "320402", "MJ501234")
    with acting("town_clerk_a") as clerk:
        organisations.register_organisation(
            clerk,
            entry=organisations.OrganisationEntry(
                name="雕庄助老社", kind="social_group", division=TOWN_A, credit_code=code
            ),
        )
    assert Machine("town_clerk_a").get(f"/organisations/{code}").json()["name"] == "雕庄助老社"
    assert Machine("town_clerk_b").get(f"/organisations/{code}").status_code == 404


def test_a_token_knows_itself() -> None:
    machine = Machine("town_clerk_a")
    answer = machine.get("/token").json()
    assert answer["division"] == TOWN_A
    assert "person.read" in answer["permissions"]
    assert "breakglass.use" not in answer["permissions"]
    assert answer["requests_left"] == 600


def test_no_token_no_answer() -> None:
    machine = Machine("town_clerk_a")
    machine.raw = "mz_wrong"
    answer = machine.get("/token")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"revoked": clock.now()}, 401),
        ({"expires": clock.now() - timedelta(seconds=1)}, 401),
        ({"permissions": ["divisions.read"]}, 403),
    ],
)
def test_a_token_ends(change: dict[str, object], status: int) -> None:
    machine = Machine("town_clerk_a")
    Token.objects.filter(pk=machine.token.pk).update(**change)
    assert machine.post("/persons/search", {"name": "张"}).status_code == status


def test_too_many_requests_wait_and_then_go_on() -> None:
    machine = Machine("town_clerk_a")
    Token.objects.filter(pk=machine.token.pk).update(requests_per_minute=2)
    now = clock.now()
    with clock.standing_at(now):
        statuses = [machine.get("/divisions").status_code for _ in range(3)]
        last = machine.get("/divisions")
    assert statuses == [200, 200, 429]
    assert last.headers["Retry-After"] == "30"
    assert last.headers["Content-Type"] == "application/problem+json"
    with clock.standing_at(now + timedelta(seconds=31)):
        assert machine.get("/divisions").status_code == 200


def test_looking_at_many_persons_uses_the_budget_of_the_day() -> None:
    machine = Machine("town_clerk_a")
    Token.objects.filter(pk=machine.token.pk).update(records_per_day=4)
    with acting("town_clerk_a") as clerk:
        for sequence in range(6):
            enter(clerk, f"王小{'甲乙丙丁戊己'[sequence]}", sequence=sequence + 10)
    with clock.standing_at(clock.now()):
        assert machine.post("/persons/search", {"name": "王小"}).status_code == 200
        assert budgets.left(machine.token.pk).records == -2
        refused = machine.get("/token")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 3 * 86_400 // 4


def test_a_body_that_is_too_large_or_means_two_things_is_refused() -> None:
    machine = Machine("town_clerk_a")
    assert (
        machine.post("/persons/search", b'{"name": "' + b"x" * 1_000_001 + b'"}').status_code == 413
    )
    for body in (
        b'{"name": "a", "name": "b"}',
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"name": "\xff"}',
        b'{"name": "\\ud800"}',
        b'{"name": "\\u0000"}',
        b'{"limit": 1e309, "name": "a"}',
        b"null",
    ):
        answer = machine.post("/persons/search", body)
        assert answer.status_code == 400, body[:40]
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_that_does_not_exist_is_a_problem_too() -> None:
    answer = Machine("town_clerk_a").get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_method_is_not_offered() -> None:
    machine = Machine("town_clerk_a")
    answer = machine.client.delete(f"/api/v1/persons/{uuid4()}", headers=machine.headers)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
