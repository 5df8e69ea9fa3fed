"""The platform's settings, with a home of their own and the tests' database server."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

TESTS_HOME = Path(__file__).resolve().parent.parent / "var" / "tests"
"""Holds the database server that all test runs share."""

_home = tempfile.mkdtemp(prefix="minzheng-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
# Keys, documents and checkpoints of one run are no other run's business.
for _name in [name for name in os.environ if name.startswith(("DATABASE_", "MINZHENG_"))]:
    if _name != "MINZHENG_POSTGRES_BIN":
        del os.environ[_name]
os.environ["MINZHENG_HOME"] = _home
os.environ["MINZHENG_SECRET_KEY"] = "only-for-tests-" + "x" * 50

from minzheng.config.database.connection import cluster_folder, socket_folder  # noqa: E402 - after the surroundings are set
from minzheng.config.settings import *  # noqa: E402, F403 - these are the settings, with two changed
from minzheng.config.settings import DATABASES, DEBUG  # noqa: E402 - named, so that readers find them

assert not DEBUG
DATABASES["default"]["HOST"] = str(socket_folder(cluster_folder(TESTS_HOME)))
DATABASES["default"]["OPTIONS"].pop("pool")
# Real hashing would be the slowest part of every test that signs somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
