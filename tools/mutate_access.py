"""Take the protections away one by one; each time the permission matrix must turn red.

    .venv/bin/python tools/mutate_access.py [word in a mutation's name]

Row-security policies and triggers are changed in a database of its own, filters, permissions and
checks in this process. Every mutation is undone before the next. What a matrix of single requests
cannot show (recusal, four eyes, own rows, publication) is attempted: tests/kernel/access/guards.py.
Ends with 1 when one was not noticed.
"""

import os
import sys
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402 - models exist once Django is set up
from django.db import connections, transaction  # noqa: E402 - as above
from django.test.utils import setup_test_environment  # noqa: E402 - as above

from minzheng.base.clock import SystemClock  # noqa: E402 - as above
from minzheng.kernel.access.routes import classified_routes  # noqa: E402 - as above
from minzheng.kernel.protection.context import entered, everywhere  # noqa: E402 - as above
from minzheng.kernel.protection.cryptography import keyring  # noqa: E402 - as above
from minzheng.kernel.protection.keys import keyring_path  # noqa: E402 - as above
from minzheng.kernel.registry.api.divisions import load_divisions  # noqa: E402 - as above
from tests.database import clone_of_this_run, in_use  # noqa: E402 - as above
from tests.kernel.access.guards import ATTEMPTS  # noqa: E402 - as above
from tests.kernel.access.matrix import everybody, run  # noqa: E402 - as above
from tests.kernel.access.matrix_samples import put_down_samples  # noqa: E402 - as above
from tests.people import DIVISIONS, put_down  # noqa: E402 - as above
from tools.access_mutation.removals import Mutation, mutations  # noqa: E402 - as above


def main() -> int:
    """Run those whose name holds the word given."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    setup_test_environment()
    settings.ROOT_URLCONF = "tests.kernel.access.matrix_routes"
    clone = clone_of_this_run()
    with in_use():
        clone.make()
        settings.DATABASES["default"]["NAME"] = clone.name
        connections["default"].settings_dict["NAME"] = clone.name
        keyring.ensure(keyring_path(), SystemClock().now())
        try:
            return _judge(word)
        finally:
            connections.close_all()
            clone.drop()


def _judge(word: str) -> int:
    with entered(everywhere("mutation")):
        put_down()
        load_divisions(DIVISIONS.items())
    samples = put_down_samples()
    people = {who.name: who for who in everybody()}
    routes = {route.pattern: route for route in classified_routes()}

    def wrong(mutation: Mutation) -> list[str]:
        if mutation.attempt:
            return _attempted(mutation.attempt)
        asked = [people[name] for name in mutation.people]
        wanted = [routes[pattern] for pattern in mutation.routes]
        return run(asked, samples, wanted, whole=True).mismatches

    unnoticed, tried = [], 0
    for mutation in [each for each in mutations() if word in each.name]:
        started = time.monotonic()
        before = wrong(mutation)
        with mutation.change():
            red = wrong(mutation)
        tried += 1
        noticed = bool(red) and not before
        unnoticed += [] if noticed else [mutation.name]
        seconds = time.monotonic() - started
        verdict = "noticed" if noticed else "MISSED"
        print(f"{verdict:8}{len(red):5} red  {seconds:5.1f} s  {mutation.name}")
    print(f"{tried} mutations, {tried - len(unnoticed)} noticed")
    return 1 if unnoticed else 0


def _attempted(name: str) -> list[str]:
    """What one attempt came to; whatever it wrote is undone."""
    with transaction.atomic():
        faults = ATTEMPTS[name]()
        transaction.set_rollback(True)
    return faults


if __name__ == "__main__":
    sys.exit(main())
