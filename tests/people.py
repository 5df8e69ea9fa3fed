"""The cast: fixed people in fixed places, so that permission tests read aloud.

    def test_a_clerk_sees_nothing_of_another_town(client, cast):
        signed_in(client, "town_clerk_b")
        with acting("town_clerk_a") as clerk: ...

`cast` (a fixture in tests/conftest.py or `put_down()`) writes accounts and posts into the test's
database; `actor(name)` then gives an Actor, `signed_in(client, name)` a client that is logged in.
Divisions are real codes of Changzhou, people are invented.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.test import Client

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.session_store import POST_KEY, SIGNED_IN_KEY, SessionStore
from minzheng.kernel.access.signing_in import actor_in
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.protection.context import entered
from minzheng.kernel.protection.keys import blind_index

CITY = "320400"
COUNTY = "320402"
TOWN_A = "320402001"
TOWN_B = "320402002"
VILLAGE_A = "320402001204"
VILLAGE_B = "320402002200"
OTHER_COUNTY = "320411"
TOWN_C = "320411001"
VILLAGE_C = "320411001001"

DIVISIONS = {
    CITY: "常州市",
    COUNTY: "天宁区",
    TOWN_A: "雕庄街道",
    VILLAGE_A: "朝阳村村委会",
    TOWN_B: "青龙街道",
    VILLAGE_B: "常青村村委会",
    OTHER_COUNTY: "新北区",
    TOWN_C: "河海街道",
    VILLAGE_C: "新北区河海街道社区居委会",
}
"""Code -> name, from the province down."""

PASSWORD = "correct horse battery 民政"
_NAMESPACE = UUID("6f1d8c1e-64a5-5d1c-9a3e-0d6f2f3b7a10")
_SINCE = date(2024, 1, 1)


@dataclass(frozen=True)
class Member:
    """One of the cast: a role in a division."""

    role: str
    division: str
    name: str
    born: date
    compartment: str = ""

    @property
    def identity(self) -> str:
        """An invented identity number, one for each member."""
        return synthetic_resident_id(COUNTY, self.born, 100 + self.born.day)


CAST = {
    "village_officer_a": Member("village_officer", VILLAGE_A, "村甲", date(1985, 1, 1)),
    "village_officer_b": Member("village_officer", VILLAGE_B, "村乙", date(1985, 1, 2)),
    "town_clerk_a": Member("town_clerk", TOWN_A, "镇办甲", date(1986, 2, 1)),
    "town_clerk_b": Member("town_clerk", TOWN_B, "镇办乙", date(1986, 2, 2)),
    "town_clerk_c": Member("town_clerk", TOWN_C, "镇办丙", date(1986, 2, 3)),
    "town_approver_a": Member("town_approver", TOWN_A, "镇审甲", date(1987, 3, 1)),
    "county_officer": Member("county_officer", COUNTY, "县办", date(1980, 4, 1)),
    "county_approver": Member("county_approver", COUNTY, "县审", date(1980, 4, 2)),
    "child_protection_officer": Member(
        "county_officer", COUNTY, "未保", date(1980, 4, 3), "child_protection"
    ),
    "other_county_officer": Member("county_officer", OTHER_COUNTY, "外县", date(1980, 4, 4)),
    "city_officer": Member("city_officer", CITY, "市办", date(1978, 5, 1)),
    "finance": Member("finance", COUNTY, "财务", date(1979, 5, 2)),
    "inspector": Member("inspector", CITY, "监督", date(1979, 5, 3)),
    "auditor": Member("auditor", CITY, "审计", date(1979, 5, 4)),
    "system_admin": Member("system_admin", CITY, "系统员", date(1990, 6, 1)),
    "security_admin": Member("security_admin", CITY, "安全员", date(1990, 6, 2)),
    "audit_admin": Member("audit_admin", CITY, "审计员", date(1990, 6, 3)),
    "county_system_admin": Member("system_admin", COUNTY, "县系统员", date(1990, 6, 4)),
    "county_security_admin": Member("security_admin", COUNTY, "县安全员", date(1990, 6, 5)),
    "institution_user": Member("institution_user", TOWN_A, "院方", date(1988, 7, 1)),
    "partner": Member("partner_department", COUNTY, "医保", date(1989, 7, 2)),
    "resident": Member("resident", VILLAGE_A, "居民", date(1950, 8, 1)),
}
"""Who they are. Everybody named in the contract, and a few neighbours."""


def put_down() -> None:
    """Write accounts and posts of the whole cast into the database."""
    for name, member in CAST.items():
        account = Account(
            id=account_id(name),
            username=name,
            name=member.name,
            person=blind_index("identity", member.identity),
            division=member.division,
        )
        account.set_password(PASSWORD)
        account.save(force_insert=True)
    for name in CAST:
        grant(name)


def account_id(name: str) -> UUID:
    """The fixed id of somebody's account."""
    return uuid5(_NAMESPACE, name)


def actor(name: str, *, stepped_up: bool = True, post: Post | None = None) -> Actor:
    """Somebody of the cast, who has just shown the identity unless told otherwise."""
    post = post or latest_post(name)
    shown = clock.now() if stepped_up else None
    return actor_in(post, post.account, stepped_up_at=shown)


@contextmanager
def acting(
    name: str, *, purpose: str = "handling", stepped_up: bool = True, post: Post | None = None
) -> Iterator[Actor]:
    """A transaction in the scope of somebody of the cast, whose acts the trail attributes."""
    somebody = actor(name, stepped_up=stepped_up, post=post)
    who = Acting(
        account=somebody.account,
        name=somebody.name,
        role=somebody.role,
        division=somebody.division,
        purpose=purpose,
        request="test",
    )
    with entered(somebody.scope(purpose, "test")), acting_as(who):
        yield somebody


def signed_in(
    client: Client,
    name: str,
    *,
    stepped_up: bool = True,
    second_factor: bool = True,
    post: UUID | None = None,
) -> Client:
    """`client` with the session of somebody of the cast, as a login leaves it behind."""
    account = Account.objects.get(pk=account_id(name))
    if second_factor and role_of(CAST[name].role).staff:
        _with_second_factor(account)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[SIGNED_IN_KEY] = clock.now().isoformat()
    session[POST_KEY] = str(post or latest_post(name).pk)
    if stepped_up:
        at = datetime.now(UTC).timestamp()
        session["account_authentication_methods"] = [
            {"method": "password", "at": at, "username": name, "reauthenticated": True}
        ]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def latest_post(name: str) -> Post:
    """The one that follows the others where a division changed."""
    return Post.objects.select_related("account").filter(account=account_id(name)).latest("id")


def _with_second_factor(account: Account) -> None:
    factors = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    if not factors.exists():
        # Binding one is an event, and an event is written in the transaction of the act.
        with transaction.atomic():
            TOTP.activate(account, generate_totp_secret())


def grant(name: str, division: str = "") -> None:
    """A post for somebody of the cast: the own one, or the same role in another place."""
    member = CAST[name]
    proposer, approver = _granters(name)
    account = Account.objects.get(pk=account_id(name))
    Post.objects.create(
        account=account,
        person=account.person,
        role=member.role,
        family=role_of(member.role).family,
        division=division or member.division,
        compartment=member.compartment,
        valid_from=_SINCE,
        state=PostState.ACTIVE,
        proposed_by=proposer,
        proposed_by_person=proposer.person,
        proposed_at=clock.now(),
        approved_by=approver,
        approved_by_person=approver.person,
        approved_at=clock.now(),
    )


def _granters(name: str) -> tuple[Account, Account]:
    """Two others: the system and the security administrator, or whoever stands in for them."""
    others = [each for each in ("system_admin", "security_admin", "audit_admin") if each != name]
    first, second = (Account.objects.get(pk=account_id(each)) for each in others[:2])
    return first, second
