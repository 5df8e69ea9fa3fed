"""Every request: behind a policy, in one transaction, in the actor's scope."""

import pytest
from django.test import Client
from pytest_django import Settings

from minzheng.kernel.access import api
from minzheng.kernel.access.checks import routes_are_classified
from minzheng.kernel.access.models import Account, Post
from tests.people import TOWN_A, VILLAGE_A, account_id, acting, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("cast"),
    pytest.mark.urls("tests.kernel.access.probe_urls"),
]


def test_an_actor_works_in_his_scope_and_for_his_purpose(client: Client) -> None:
    answer = signed_in(client, "town_clerk_a").get("/probe/person").json()
    assert answer == {"name": "镇办甲", "low": TOWN_A, "purpose": "handling"}


def test_a_lazily_rendered_page_is_rendered_in_the_scope(
    client: Client, settings: Settings
) -> None:
    with_template = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.locmem.Loader", {"probe.html": "{{ late }}"})]
            },
        }
    ]
    settings.TEMPLATES = with_template
    assert signed_in(client, "town_clerk_a").get("/probe/lazy").content.decode() == TOWN_A


def test_a_stranger_is_sent_to_the_login_and_back(client: Client) -> None:
    answer = client.get("/probe/person")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=%2Fprobe%2Fperson"


def test_a_stranger_sees_what_is_open_and_no_row(client: Client) -> None:
    assert client.get("/probe/open").content == b"[]"


def test_a_machine_without_a_token_is_told_so(client: Client) -> None:
    answer = client.get("/api/probe/person")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "请先登录。"


def test_a_role_without_the_permission_is_refused(client: Client) -> None:
    answer = signed_in(client, "auditor").get("/probe/person")
    assert answer.status_code == 403
    assert "没有此项权限" in answer.content.decode()


def test_reading_does_not_allow_writing(client: Client) -> None:
    signed_in(client, "inspector")
    assert client.get("/probe/person").status_code == 200
    assert client.post("/probe/person").status_code == 403


def test_a_class_view_declares_its_permission(client: Client) -> None:
    assert signed_in(client, "town_clerk_a").get("/probe/search").status_code == 200
    assert signed_in(client, "system_admin").get("/probe/search").status_code == 403


def test_a_route_that_forgot_its_policy_answers_nobody(client: Client) -> None:
    assert client.get("/probe/forgotten").status_code == 403
    assert signed_in(client, "city_officer").get("/probe/forgotten").status_code == 403


def test_a_route_that_forgot_its_policy_fails_the_system_check() -> None:
    [found] = [each for each in routes_are_classified() if "probe" in each.msg]
    assert "probe/forgotten" in found.msg
    assert found.is_serious()


@pytest.mark.parametrize(
    ("how", "status"), [("unseen", 404), ("conflict", 409), ("refused", 400), ("recused", 403)]
)
def test_refusals_of_the_kernel_become_pages(client: Client, how: str, status: int) -> None:
    assert signed_in(client, "town_clerk_a").get(f"/probe/failing/{how}").status_code == status


def test_an_unseen_thing_looks_like_one_that_is_not_there(client: Client) -> None:
    signed_in(client, "town_clerk_a")
    unseen = client.get("/probe/failing/unseen").content.decode()
    absent = client.get("/probe/failing_unseen").content.decode()
    assert unseen.replace("failing/unseen", "") == absent.replace("failing_unseen", "")


def test_what_breaks_leaves_nothing_behind(client: Client) -> None:
    signed_in(client, "town_clerk_a")
    client.raise_request_exception = False
    assert client.post("/probe/breaking").status_code == 500
    assert Account.objects.get(pk=account_id("town_clerk_b")).name == "镇办乙"


def test_a_marked_act_asks_for_the_identity_and_comes_back(client: Client) -> None:
    signed_in(client, "town_clerk_a", stepped_up=False)
    answer = client.post("/probe/marked", headers={"Referer": "http://testserver/probe/own?x=1"})
    assert answer.headers["Location"] == "/accounts/reauthenticate/?next=%2Fprobe%2Fown%3Fx%3D1"
    assert signed_in(client, "town_clerk_a").post("/probe/marked").status_code == 200


def test_a_foreign_referer_is_not_gone_back_to(client: Client) -> None:
    signed_in(client, "town_clerk_a", stepped_up=False)
    answer = client.post("/probe/marked", headers={"Referer": "http://testserver.evil/probe"})
    assert answer.headers["Location"].endswith("?next=%2F")


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(client: Client) -> None:
    answer = client.get("/probe/search", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_a_cookie_is_not_enough_where_no_csrf_token_is_checked(client: Client) -> None:
    assert signed_in(client, "town_clerk_a").post("/api/probe/interface").status_code == 403


def test_a_token_acts_in_its_post_with_its_permissions_only(client: Client) -> None:
    with acting("system_admin") as admin:
        post = Post.objects.get(account=account_id("town_clerk_a"))
        raw = api.issue_token(
            admin, post=post.id, title="对接", permissions=["person.read"], days=1
        )
    bearer = {"Authorization": f"Bearer {raw}"}
    assert client.get("/api/probe/person", headers=bearer).json()["low"] == TOWN_A
    assert client.post("/api/probe/person", headers=bearer).status_code == 403
    assert (
        client.get("/api/probe/person", headers={"Authorization": "Bearer mz_x"}).status_code == 401
    )


def test_a_bad_token_does_not_fall_back_on_the_cookie(client: Client) -> None:
    signed_in(client, "town_clerk_a")
    assert (
        client.get("/api/probe/person", headers={"Authorization": "Bearer mz_x"}).status_code == 401
    )


def test_another_post_of_ones_own_can_be_chosen(client: Client) -> None:
    clerk = Account.objects.get(pk=account_id("town_clerk_a"))
    with acting("system_admin") as admin:
        post = api.propose_post(
            admin,
            account=clerk.id,
            role="village_officer",
            division=VILLAGE_A,
            valid_from=Post.objects.get(account=clerk).valid_from,
        )
    with acting("security_admin") as admin:
        api.approve_post(admin, post=post)
    signed_in(client, "town_clerk_a", post=post)
    assert client.get("/probe/person").json()["low"] == VILLAGE_A
