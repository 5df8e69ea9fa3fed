"""Posts: who may be granted what, as the commands say it and as the database holds it."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, IntegrityError, connection, transaction

from minzheng.base.errors import MinzhengError
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import api
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.roles import ROLES
from tests.people import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    account_id,
    acting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
START = date(2026, 1, 1)
PLACES = ["320000", CITY, COUNTY, TOWN_A, VILLAGE_A, "441900"]


NUMBER = synthetic_resident_id(COUNTY, date(1991, 1, 1), 123)


def newcomer(identity: str = NUMBER) -> UUID:
    """An account without a post."""
    with acting("system_admin") as admin:
        account, _ = api.add_account(
            admin, username="newcomer", name="新人", identity=identity, division=TOWN_A
        )
    return account


def proposed(account: UUID, role: str = "town_clerk", division: str = TOWN_B) -> UUID:
    """A post proposed by the system administrator."""
    with acting("system_admin") as admin:
        return api.propose_post(
            admin, account=account, role=role, division=division, valid_from=START
        )


def insert(**changed: Any) -> None:
    """Insert a post in raw SQL, as the application's role: a good one, but for what is changed."""
    holder = Account.objects.get(pk=account_id("town_clerk_a"))
    proposer = Account.objects.get(pk=account_id("system_admin"))
    approver = Account.objects.get(pk=account_id("security_admin"))
    row: dict[str, Any] = {
        "id": uuid4(),
        "account_id": holder.id,
        "person": holder.person,
        "role": "town_approver",
        "family": "business",
        "division": TOWN_A,
        "compartment": "",
        "valid_from": START,
        "state": "active",
        "origin": "granted",
        "proposed_by_id": proposer.id,
        "proposed_by_person": proposer.person,
        "proposed_at": "2026-01-01",
        "approved_by_id": approver.id,
        "approved_by_person": approver.person,
        "approved_at": "2026-01-01",
        "end_reason": "",
        **changed,
    }
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"insert into access_post ({columns}) values ({places})", [*row.values()])


def by(name: str, part: str) -> Mapping[str, Any]:
    """The columns that say who proposed or approved."""
    account = Account.objects.get(pk=account_id(name))
    return {f"{part}_by_id": account.id, f"{part}_by_person": account.person}


def test_a_good_post_is_inserted() -> None:
    insert()


def test_the_database_refuses_an_active_post_that_nobody_approved() -> None:
    with pytest.raises(IntegrityError, match="post_active_is_approved"):
        insert(approved_by_id=None, approved_by_person=None, approved_at=None)


def test_the_database_refuses_a_post_that_nobody_proposed() -> None:
    with pytest.raises(IntegrityError, match="post_proposed_by_another"):
        insert(proposed_by_id=None, proposed_by_person=None)


def test_the_database_refuses_one_person_who_proposes_and_approves() -> None:
    with pytest.raises(IntegrityError, match="post_approved_by_a_third"):
        insert(**by("system_admin", "approved"))


@pytest.mark.parametrize("part", ["proposed", "approved"])
def test_the_database_refuses_a_grant_to_oneself(part: str) -> None:
    with pytest.raises(IntegrityError, match=f"post_{part}_by_"):
        insert(**by("town_clerk_a", part))


def test_the_database_refuses_a_second_account_of_the_same_person_as_approver() -> None:
    holder = Account.objects.get(pk=account_id("town_clerk_a"))
    second = Account.objects.create(username="second", name="同一人", person=holder.person)
    with pytest.raises(IntegrityError, match="post_approved_by_a_third"):
        insert(approved_by_id=second.id, approved_by_person=second.person)


def test_the_database_refuses_a_person_who_is_not_the_accounts() -> None:
    with pytest.raises(IntegrityError, match="post_approver"), transaction.atomic():
        insert(approved_by_person=b"\x01" * 32)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


@pytest.mark.parametrize("role", ["town_approver", "system_admin"])
def test_the_database_sets_nobody_up_once_there_is_a_security_administrator(role: str) -> None:
    with pytest.raises(Error, match="installer"):
        insert(
            role=role,
            family=ROLES[role].family.value,
            division=TOWN_A if role == "town_approver" else CITY,
            origin="installation",
            proposed_by_id=None,
            proposed_by_person=None,
            approved_by_id=None,
            approved_by_person=None,
        )


@pytest.mark.parametrize("role", ["security_admin", "audit_admin", "county_officer"])
def test_the_database_keeps_the_administrators_apart(role: str) -> None:
    admin = Account.objects.get(pk=account_id("system_admin"))
    family = ROLES[role].family.value
    place = CITY if family != "business" else COUNTY
    with pytest.raises(IntegrityError, match="post_administrators_apart"):
        insert(
            account_id=admin.id,
            person=admin.person,
            role=role,
            family=family,
            division=place,
            **by("audit_admin", "proposed"),
        )


def test_the_database_refuses_a_family_that_is_not_the_roles() -> None:
    with pytest.raises(IntegrityError, match="post_family"):
        insert(role="system_admin", division=CITY)


def test_the_database_refuses_the_child_compartment_in_a_town() -> None:
    with pytest.raises(IntegrityError, match="post_compartment"):
        insert(compartment="child_protection")


@pytest.mark.parametrize(("role", "division"), list(product(ROLES, PLACES)))
def test_the_database_and_the_table_of_roles_agree_on_levels(role: str, division: str) -> None:
    person = Account.objects.create(username="fresh", name="甲", person=b"\x07" * 32)
    post: dict[str, Any] = {
        "account_id": person.id,
        "person": person.person,
        "role": role,
        "family": ROLES[role].family.value,
        "division": division,
    }
    if ROLES[role].fits(division):
        insert(**post)
    else:
        with pytest.raises(IntegrityError, match="post_role_fits_division"):
            insert(**post)


@pytest.mark.parametrize(
    "change",
    ["role = 'town_approver'", f"division = '{TOWN_B}'", "state = 'proposed'", "origin = 'x'"],
)
def test_the_database_rewrites_no_post(change: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"update access_post set {change} where account_id = %s", [account_id("town_clerk_a")]
        )


def test_the_database_brings_no_ended_post_back_and_deletes_none() -> None:
    with acting("security_admin") as admin:
        post = Post.objects.get(account=account_id("town_clerk_a"))
        api.end_post(admin, post=post.id, reason="调离")
    with pytest.raises(Error), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(state=PostState.ACTIVE)
    with pytest.raises(Error), transaction.atomic():
        Post.objects.filter(pk=post.pk).delete()


def test_a_post_counts_once_another_has_approved_it() -> None:
    account = newcomer()
    post = proposed(account)
    assert not api.posts_of(account)
    with acting("security_admin") as admin:
        api.approve_post(admin, post=post)
    assert [each.id for each in api.posts_of(account)] == [post]


def test_a_refused_post_never_counts() -> None:
    account = newcomer()
    post = proposed(account)
    with acting("security_admin") as admin:
        api.refuse_post(admin, post=post, reason="不符合条件")
        with pytest.raises(Conflict):
            api.approve_post(admin, post=post)
    assert not api.posts_of(account)


def test_whoever_proposes_needs_the_permission_and_a_shown_identity() -> None:
    wanted: dict[str, Any] = {"role": "town_clerk", "division": TOWN_B, "valid_from": START}
    account = account_id("town_approver_a")
    with acting("security_admin") as admin, pytest.raises(NotAllowed):
        api.propose_post(admin, account=account, **wanted)
    with acting("system_admin", stepped_up=False) as admin, pytest.raises(StepUpNeeded):
        api.propose_post(admin, account=account, **wanted)


@pytest.mark.parametrize(
    ("name", "role", "division", "error"),
    [
        ("system_admin", "finance", COUNTY, Refused),  # oneself
        ("town_clerk_a", "town_approver", COUNTY, Refused),
        ("town_clerk_a", "town_approver", "330102001", Refused),
        ("town_clerk_a", "town_clerk", TOWN_A, Conflict),
        ("town_clerk_a", "audit_admin", CITY, Conflict),
    ],
)
def test_what_cannot_be_proposed(
    name: str, role: str, division: str, error: type[MinzhengError]
) -> None:
    with acting("system_admin") as admin, pytest.raises(error):
        api.propose_post(
            admin, account=account_id(name), role=role, division=division, valid_from=START
        )


def test_an_administrator_of_another_county_sees_no_account() -> None:
    account = newcomer()
    insert(
        account_id=_other_admin().id,
        person=_other_admin().person,
        role="system_admin",
        family="system",
        division=OTHER_COUNTY,
    )
    with acting("other_admin") as admin:
        assert account not in [each.id for each in api.staff(admin)]
        with pytest.raises(Unseen):
            api.disable_account(admin, account=account, reason="越权")


def _other_admin() -> Account:
    found = Account.objects.filter(pk=account_id("other_admin")).first()
    return found or Account.objects.create(
        id=account_id("other_admin"), username="other_admin", name="外县员", person=b"\x09" * 32
    )
