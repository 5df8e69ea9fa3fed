"""From the command line: the first administrators, and the accounts of a demonstration.

Whoever runs the commands is root on the server; everything is in the audit trail all the same. In
a real installation the commands stop at the three administrators: all other posts are granted at
the desk, by two persons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.crypto import salted_hmac

from minzheng.base.divisions import Level, level
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.accounts import open_account
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.posts import installed, new_post
from minzheng.kernel.access.roles import ROLES, Family, role_of
from minzheng.kernel.access.session_store import revoke
from minzheng.kernel.access.signing_in import valid_posts
from minzheng.kernel.access.waivers import demo_installation, demo_mark
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.labels import Label

PURPOSE = "set_up"
_ADMINISTRATORS = ("system_admin", "audit_admin", "security_admin")
"""In this order: once there is a security administrator the installer sets up nobody else."""

_NO_ACCOUNT = "没有这个账号。"
_NOT_A_DEMO = "这里已有正式账号，或正在正式运行，不能建立演示账号。演示请另设 MINZHENG_HOME。"
_BY_TWO = (
    "安装命令只能在还没有安全管理员时设立系统、安全、审计管理员（安全管理员最后设立）；"
    "其他岗位请登录后由系统管理员提出、安全管理员批准。"
)
_PASSWORD_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list that is printed."""

    username: str
    name: str
    posts: tuple[str, ...]
    active: bool
    password: str = ""


def add(*, username: str, name: str, identity: str, division: str) -> str:
    """Open an account; its first password. Raises `InvalidIdentifier`, `Conflict`."""
    with working(PURPOSE):
        account, password = open_account(
            username=username, name=name, identity=identity, division=division
        )
        audit.record(
            "account_holder.create",
            subject_type="account",
            subject=account.id,
            division=account.division,
        )
    return password


def post(*, username: str, role: str, division: str) -> str:
    """Make somebody one of the first administrators; the post's title. Raises `Refused`."""
    if role not in _ADMINISTRATORS:
        raise Refused(_BY_TWO)
    with working(PURPOSE):
        return _installed(_account(username), role, division)


def listed() -> list[Entry]:
    """Every account with its posts."""
    accounts = Account.objects.prefetch_related("posts").order_by("username")
    return [
        Entry(
            each.username,
            each.name,
            tuple(str(one) for one in each.posts.all() if one.state != PostState.ENDED),
            each.is_active,
        )
        for each in accounts
    ]


def disable(*, username: str, reason: str) -> None:
    """Disable an account at once, when nobody can do it at the desk."""
    with working(PURPOSE):
        account = _account(username)
        Account.objects.filter(pk=account.pk).update(
            is_active=False, disabled_at=clock.now(), disabled_reason=reason
        )
        revoke(account.id)
        audit.record(
            "account_holder.disable",
            subject_type="account",
            subject=account.id,
            division=account.division,
            payload={"reason": reason},
        )


@dataclass(frozen=True, slots=True)
class _Seat:
    """A demo account: in which role it sits where."""

    username: str
    role: str
    division: str
    title: str
    compartment: str = ""


_COLLEAGUES = (
    ("town_clerk_2", "town_clerk", "town", ""),
    ("county_officer_2", "county_officer", "county", Label.CHILD_PROTECTION.value),
    ("neighbour_clerk", "town_clerk", "neighbour", ""),
)
"""Who visits together, keeps away from each other's cases, and sits in the next town."""


def demo(*, places: Mapping[str, str], since: date | None = None) -> list[Entry]:
    """An account of every role, with the passwords that are printed; again: the same ones.

    `places` gives a division for "city", "county", "town" and "village", and one for "neighbour"
    where the next town takes part; posts are held `since` a day, or from today. Flags the
    installation as a demonstration. Raises `Refused` in a real one.
    """
    if not demo_installation():
        if settings.PRODUCTION or Account.objects.filter(demo=False).exists():
            raise Refused(_NOT_A_DEMO)
        demo_mark().write_text("演示安装：演示账号不需要动态口令。\n", encoding="utf-8")
    with working(PURPOSE):
        county, begins = places["county"], since or clock.today()
        seats = enumerate(_seats(places))
        return [_demo_account(number, seat, county, begins) for number, seat in seats]


def _seats(places: Mapping[str, str]) -> Iterator[_Seat]:
    """Residents sign in with a code, as somebody who is on file: they have no seat."""
    held = (code for code, role in ROLES.items() if role.staff)
    for role in sorted(held, key=_administrators_first):
        yield _Seat(role, role, _place_for(role, places), role_of(role).title)
    for username, role, place, compartment in _COLLEAGUES:
        if place in places:
            title = f"{role_of(role).title}（{'邻镇' if place == 'neighbour' else '同事'}）"
            yield _Seat(username, role, places[place], title, compartment)


def _administrators_first(role: str) -> tuple[bool, int]:
    known = role in _ADMINISTRATORS
    return not known, _ADMINISTRATORS.index(role) if known else list(ROLES).index(role)


def _demo_account(number: int, seat: _Seat, county: str, since: date) -> Entry:
    password = salted_hmac("demo account", seat.username).hexdigest()[:_PASSWORD_LENGTH]
    account = Account.objects.filter(username=seat.username, demo=True).first()
    if account is None:
        account, _ = open_account(
            username=seat.username,
            name=f"演示{seat.title}",
            identity=synthetic_resident_id(county, date(1980, 1, 1 + number), 900),
            division=seat.division,
            demo=True,
        )
        account.set_password(password)
        account.save(update_fields=["password"])
        audit.record(
            "account_holder.create",
            subject_type="account",
            subject=account.id,
            division=seat.division,
        )
        _give(account, seat, since)
    return Entry(account.username, account.name, _titles(account), account.is_active, password)


def _give(account: Account, seat: _Seat, since: date) -> None:
    if role_of(seat.role).family is not Family.BUSINESS:
        _installed(account, seat.role, seat.division)
        return
    proposer = Account.objects.get(username="system_admin", demo=True)
    approver = Account.objects.get(username="security_admin", demo=True)
    now = clock.now()
    granted = {
        "state": PostState.ACTIVE,
        "proposed_by": proposer,
        "proposed_by_person": proposer.person,
        "proposed_at": now,
        "approved_by": approver,
        "approved_by_person": approver.person,
        "approved_at": now,
    }
    given = new_post(account, seat.role, seat.division, since, None, seat.compartment, granted)
    audit.record("post.grant", subject_type="post", subject=given.id, division=seat.division)


def _installed(account: Account, role: str, division: str) -> str:
    if valid_posts(clock.today()).filter(role="security_admin").exists():
        raise Refused(_BY_TWO)
    given = installed(account, role, division)
    audit.record("post.grant", subject_type="post", subject=given.id, division=given.division)
    return str(given)


def _place_for(role: str, places: Mapping[str, str]) -> str:
    """The largest of the places at which the role may be held."""
    own = (code for name, code in places.items() if name != "neighbour")
    fitting: Sequence[str] = [code for code in own if role_of(role).fits(code)]
    if role == "institution_user":
        return places["town"]
    return min(fitting, key=lambda code: Level(level(code)))


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refused(_NO_ACCOUNT)
    return account


def _titles(account: Account) -> tuple[str, ...]:
    return tuple(str(one) for one in Post.objects.filter(account=account))
