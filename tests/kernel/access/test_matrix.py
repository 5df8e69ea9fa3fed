"""The permission matrix over all routes, and its own senses tested on routes that are wrong."""

import pytest

from minzheng.kernel.access.routes import classified_routes
from tests.kernel.access.matrix import everybody, own_routes, run
from tests.kernel.access.matrix_samples import put_down_samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_every_route_is_classified() -> None:
    assert not [route.pattern for route in classified_routes() if route.policy is None]


@pytest.mark.slow
def test_the_matrix_has_no_mismatch() -> None:
    report = run(everybody(), put_down_samples(), own_routes())
    print(f"{report.cells} cells, {len(report.mismatches)} mismatches")
    print(dict(report.by_relation), dict(report.by_outcome))
    assert not report.mismatches, "\n".join(report.mismatches[:100])
