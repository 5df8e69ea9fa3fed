"""``minzheng check --deploy`` names each shortcoming, and is silent when there is none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from minzheng.config.database.connection import cluster_folder, socket_folder
from minzheng.config.deployment import shortcomings
from minzheng.config.environment import DatabaseRole, Environment, read_environment
from minzheng.config.installation import NotInstalled, keyring_file, make_keys, prepare
from minzheng.kernel.protection.cryptography import keyring
from tests.database import Clone
from tests.settings import TESTS_HOME

pytestmark = pytest.mark.django_db


def url(role: str, database: str) -> str:
    """The tests' server as a real one, reached as a role."""
    sockets = socket_folder(cluster_folder(TESTS_HOME))
    return f"postgresql://{role}@/{database}?host={sockets}"


@pytest.fixture
def sound(tmp_path: Path, database_clone: Clone, settings: Settings) -> Iterator[Environment]:
    """An installation in which nothing is wrong."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    (tmp_path / "home").mkdir(mode=0o700)
    environment = read_environment(
        {
            "MINZHENG_HOME": str(tmp_path / "home"),
            "MINZHENG_CHECKPOINTS": str(tmp_path / "elsewhere"),
            "MINZHENG_PRODUCTION": "1",
            "MINZHENG_BEHIND_PROXY": "1",
            "MINZHENG_HOSTS": "minzheng.example.gov.cn",
            "MINZHENG_SECRET_KEY": "k" * 60,
            "DATABASE_URL": url("minzheng_app", database_clone.name),
            "DATABASE_WORKER_URL": url("minzheng_worker", database_clone.name),
        }
    )
    keyring.ensure(keyring_file(environment.home), datetime.now(UTC))
    yield environment


def test_a_sound_installation_passes(sound: Environment) -> None:
    assert shortcomings(sound, deploy=True) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"production": False}, "MINZHENG_PRODUCTION"),
        ({"debug": True}, "MINZHENG_DEBUG"),
        ({"urls": {}}, "内置数据库"),
        ({"secret_key": ""}, "没有签名密钥"),
        ({"secret_key": "django-insecure-" + "x" * 60}, "签名密钥太短或是示例值"),
        ({"secret_key": "short"}, "签名密钥太短"),
        ({"hosts": ("*",)}, "不能是 *"),
        ({"hosts": ("localhost",)}, "没有设置 MINZHENG_HOSTS"),
        ({"behind_proxy": False}, "MINZHENG_BEHIND_PROXY"),
    ],
)
def test_each_shortcoming_is_told(
    sound: Environment, changes: dict[str, object], told: str
) -> None:
    found = shortcomings(replace(sound, **changes), deploy=True)  # type: ignore[arg-type]  # one field at a time
    assert [sentence for sentence in found if told in sentence]


def test_missing_and_open_keys_are_told(sound: Environment) -> None:
    keyring_file(sound.home).chmod(0o644)
    assert shortcomings(sound, deploy=True)
    keyring_file(sound.home).unlink()
    assert shortcomings(sound, deploy=True)


def test_an_open_folder_is_told(sound: Environment) -> None:
    sound.home.chmod(0o755)
    assert [sentence for sentence in shortcomings(sound, deploy=True) if "chmod 700" in sentence]


def test_checkpoints_within_reach_of_the_same_hands_are_told(sound: Environment) -> None:
    near = replace(sound, checkpoints=sound.home / "checkpoints")
    assert [sentence for sentence in shortcomings(near, deploy=True) if "检查点" in sentence]


def test_a_powerful_role_is_told(sound: Environment, database_clone: Clone) -> None:
    urls = {**sound.urls, DatabaseRole.APP: url("postgres", database_clone.name)}
    found = shortcomings(replace(sound, urls=urls), deploy=True)
    assert [sentence for sentence in found if "应以角色 minzheng_app" in sentence]


def test_a_remote_database_wants_a_verified_certificate(sound: Environment) -> None:
    remote = "postgresql://minzheng_app@192.0.2.1/civil?connect_timeout=1"
    found = shortcomings(replace(sound, urls={**sound.urls, DatabaseRole.APP: remote}), deploy=True)
    assert [sentence for sentence in found if "verify-full" in sentence]
    assert [sentence for sentence in found if "连接不上" in sentence]


def test_weak_login_settings_are_told(sound: Environment, settings: Settings) -> None:
    settings.AXES_LOCKOUT_PARAMETERS = ["ip_address"]
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600
    settings.CSRF_COOKIE_SECURE = False
    found = shortcomings(sound, deploy=True)
    assert len(found) == 3


def test_missing_tables_and_styles_are_told(
    sound: Environment, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minzheng.config.deployment._STYLES", "vendor/absent.css")
    assert [sentence for sentence in shortcomings(sound, deploy=False) if "absent" in sentence]


def test_production_makes_no_keys_by_the_way(tmp_path: Path) -> None:
    """New keys beside an old database would look sound, and open nothing."""
    environment = read_environment(
        {"MINZHENG_HOME": str(tmp_path / "home"), "MINZHENG_PRODUCTION": "1"}
    )
    with pytest.raises(NotInstalled, match="minzheng keys create"):
        prepare(environment)
    assert not keyring_file(environment.home).exists()
    make_keys(environment)
    made = keyring_file(environment.home).read_bytes()
    make_keys(environment)
    assert keyring_file(environment.home).read_bytes() == made
    assert (environment.home / "keys").stat().st_mode & 0o777 == 0o700
