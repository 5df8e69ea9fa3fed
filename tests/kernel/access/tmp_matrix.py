import pytest
from minzheng.kernel.access.routes import classified_routes
from tests.kernel.access.matrix import STRANGER, everybody, run
from tests.kernel.access.matrix_samples import put_down_samples
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
def test_my():
    routes=[r for r in classified_routes() if r.pattern.startswith("my/")]
    report = run(everybody(["resident","village_officer_a","town_clerk_a","finance",STRANGER]), put_down_samples(), routes)
    print(report.cells, report.summary())
    assert not report.mismatches
