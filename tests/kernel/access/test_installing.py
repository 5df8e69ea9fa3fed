"""The first administrators and the demonstration, from the command line."""

from pathlib import Path

import pytest
from pytest_django import Settings

from minzheng.base.errors import MinzhengError
from minzheng.config.demonstration import telling
from minzheng.kernel.access import demonstrating, installing, waivers
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.protection.context import entered, everywhere
from tests.people import CAST, CITY, COUNTY, TOWN_A, TOWN_B, VILLAGE_A, put_down

pytestmark = pytest.mark.django_db
PLACES = {
    "city": CITY, "county": COUNTY, "town": TOWN_A, "village": VILLAGE_A, "neighbour": TOWN_B,
}  # fmt: skip
THREE = ["system_admin", "audit_admin", "security_admin"]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """An installation of its own."""
    settings.MINZHENG_HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _keys_of_the_run(home: Path, keyring_of_this_run: Path) -> None:
    (home / "keys").mkdir()
    (home / "keys" / "keyring.json").write_bytes(keyring_of_this_run.read_bytes())
    (home / "keys" / "keyring.json").chmod(0o600)


def set_up(role: str) -> None:
    """An administrator."""
    identity = CAST[role].identity
    installing.add(username=role, name="甲", identity=identity, division=CITY)
    installing.post(username=role, role=role, division=CITY)


def test_the_three_administrators_are_set_up_and_then_the_door_is_closed() -> None:
    for role in THREE:
        set_up(role)
    assert {post.role for post in Post.objects.all()} == set(THREE)
    installing.add(username="late", name="乙", identity=CAST["auditor"].identity, division=CITY)
    with pytest.raises(Refused, match="安全管理员"):
        installing.post(username="late", role="system_admin", division=CITY)


def test_the_installer_grants_no_other_post() -> None:
    identity = CAST["county_officer"].identity
    installing.add(username="officer", name="甲", identity=identity, division=COUNTY)
    with pytest.raises(Refused, match="由系统管理员提出"):
        installing.post(username="officer", role="county_officer", division=COUNTY)


def test_a_first_password_must_be_changed() -> None:
    password = installing.add(
        username="甲", name="甲", identity=CAST["auditor"].identity, division=CITY
    )
    account = Account.objects.get(username="甲")
    assert account.check_password(password)
    assert account.password_is_temporary


def test_one_administrator_cannot_be_two() -> None:
    set_up("system_admin")
    with pytest.raises(MinzhengError):
        installing.post(username="system_admin", role="audit_admin", division=CITY)


def test_a_demonstration_has_an_account_of_every_role_and_keeps_its_passwords(home: Path) -> None:
    first = installing.demo(places=PLACES)
    staff = {code for code, role in ROLES.items() if role.staff}
    assert {entry.username for entry in first} >= staff
    assert all(Account.objects.get(username=e.username).check_password(e.password) for e in first)
    assert [(e.username, e.password) for e in installing.demo(places=PLACES)] == [
        (e.username, e.password) for e in first
    ]
    assert (home / "demonstration").is_file()


def test_nobody_acts_as_a_demo_account_in_earnest() -> None:
    installing.demo(places=PLACES)
    with demonstrating.at_work("town_clerk") as clerk:
        assert clerk.division == TOWN_A
    waivers.demo_mark().unlink()
    with pytest.raises(Refused, match="不是演示安装"), demonstrating.at_work("town_clerk"):
        pass


def test_staff_without_a_past_tell_no_stories() -> None:
    installing.demo(places=PLACES)
    told = telling.tell_in(places={name: code for name, code in PLACES.items() if name != "city"})
    assert not told.stuck
    assert "由较早的版本建立" in told.lines[0]


def test_a_real_installation_refuses_a_demonstration(settings: Settings) -> None:
    with entered(everywhere("test")):
        put_down()
    with pytest.raises(Refused, match="正式"):
        installing.demo(places=PLACES)
    Account.objects.update(demo=True)
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="正式"):
        installing.demo(places=PLACES)


def test_disabling_works_without_anybody_at_the_desk() -> None:
    set_up("system_admin")
    installing.disable(username="system_admin", reason="失联")
    assert [entry.active for entry in installing.listed()] == [False]
    with pytest.raises(Refused):
        installing.disable(username="nobody", reason="失联")
