"""The interface against its own description: whatever is sent, it answers as it says.

`API_CASES=1000 pytest tests/api/test_description.py` sends more than `make test` does.
"""

import os
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from minzheng.config.wsgi import application
from minzheng.interfaces.api.application import description
from minzheng.kernel.registry.api import people
from tests.api.poverty import enter_poor
from tests.kernel.registry.residents import confirmed
from tests.machines import API, Machine
from tests.people import TOWN_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast"), pytest.mark.slow]

CASES = int(os.environ.get("API_CASES", "6"))
OPERATIONS = [
    (method, path) for path, operations in description()["paths"].items() for method in operations
]
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
_ASKERS = {"town_clerk_a": "handling", "county_officer": "inspection", "partner": "legal_aid"}


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """The application lets its connection go after a request; here it is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_described(method: str, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application)
    operation: APIOperation[Any, Any, Any, Any] = schema[path][method]
    known = _known(path)
    for name, purpose in _ASKERS.items():
        machine = Machine(name, purpose=purpose)
        type(machine.token).objects.update(requests_per_minute=60_000, records_per_day=10**7)
        for mode in GenerationMode:
            _send(operation, mode, machine, known)


def _send(
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    machine: Machine,
    known: dict[str, str],
) -> None:
    cases: Any = operation.as_strategy(generation_mode=mode)
    if known and mode is GenerationMode.POSITIVE:
        cases = cases | operation.as_strategy(path_parameters=known)

    @settings(
        max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(cases, st.booleans())
    def each(case: Case[Any], with_purpose: bool) -> None:
        # Half of the cases say a right purpose, so that they get further than the header.
        headers = machine.headers if with_purpose else {"Authorization": f"Bearer {machine.raw}"}
        answer = case.call(headers=headers)
        # A body must be as described; a further query parameter is let pass.
        rejects = operation.method == "post" and not with_purpose
        checks = [each for each in CHECKS if rejects or each is not negative_data_rejection]
        case.validate_response(answer, checks=checks, headers=headers)
        assert answer.status_code != HTTPStatus.TOO_MANY_REQUESTS

    each()


def _known(path: str) -> dict[str, str]:
    """Parameters of a path for something that is there."""
    with acting("town_clerk_a") as clerk:
        person = enter_poor(clerk)
        household = people.person_file(clerk, person=person).household
    confirmed()
    known = {"person": str(person), "household": str(household), "code": TOWN_A}
    return {name: value for name, value in known.items() if f"{{{name}}}" in path}
