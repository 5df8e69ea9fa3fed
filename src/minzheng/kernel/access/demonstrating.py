"""The people of a demonstration at work: the same acts as at the desk, without a browser.

Nobody acts here in an installation that is in earnest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.access.accounts import person_index
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.models import Account
from minzheng.kernel.access.own_rows import NOBODY, OwnRows, own_rows
from minzheng.kernel.access.purposes import HANDLING, OWN_MATTERS
from minzheng.kernel.access.resident_accounts import resident_account
from minzheng.kernel.access.signing_in import actor_in, posts_of
from minzheng.kernel.access.waivers import demo_installation
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.protection.context import NOWHERE, entered

_DISABLED = "这位居民的账号已停用。"
_NOT_A_DEMO = "这里不是演示安装，不能以演示人员的名义办理。"


@contextmanager
def at_work(username: str) -> Iterator[Actor]:
    """A transaction in which a demo account acts in its post. Raises `Refused` in earnest."""
    with _acting(_demo_account(username), HANDLING, NOBODY) as actor:
        yield actor


@contextmanager
def at_home(number: str, name: str, division: str) -> Iterator[Actor]:
    """The same for the resident of a number, as signed in to the portal. Raises `Refused`."""
    _require_demo()
    with working("set_up"):
        opened = resident_account(person_index(number), name, division)
        if opened is None:
            raise Refused(_DISABLED)
        account = Account.objects.get(pk=opened)
    with entered(NOWHERE):
        own = own_rows(account.id)
    with _acting(account, OWN_MATTERS, own) as actor:
        yield actor


def holds_a_post(username: str) -> bool:
    """Whether there is such a demo account, and it is in a post by now. Raises `Refused`."""
    _require_demo()
    account = Account.objects.filter(username=username, demo=True).first()
    return account is not None and bool(posts_of(account.id))


def account_of(username: str) -> UUID:
    """The id of a demo account."""
    return _demo_account(username).id


@contextmanager
def _acting(account: Account, purpose: str, own: OwnRows) -> Iterator[Actor]:
    post = posts_of(account.id)[0]
    actor = actor_in(post, account, stepped_up_at=clock.now(), own=own)
    request = str(uuid4())
    who = Acting(
        account=actor.account,
        name=actor.name,
        role=actor.role,
        division=actor.division,
        purpose=purpose,
        request=request,
    )
    with entered(actor.scope(purpose, request)), acting_as(who):
        yield actor


def _demo_account(username: str) -> Account:
    _require_demo()
    return Account.objects.get(username=username, demo=True)


def _require_demo() -> None:
    if not demo_installation():
        raise Refused(_NOT_A_DEMO)
