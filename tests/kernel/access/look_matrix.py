import pytest
from minzheng.kernel.access.routes import classified_routes
from tests.kernel.access.matrix import STRANGER, everybody, run
from tests.kernel.access.matrix_samples import put_down_samples
from tests.people import CAST
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
MINE = ("incoming/", "delegations/", "receipts/", "cases/", "households/<uuid:household>/cases", "persons/<uuid:person>/cases")
NOT = ("fieldwork", "visits", "inquiries", "appraisals", "assessments", "notices", "check/")
@pytest.mark.parametrize("name", ["town_clerk_a", "village_officer_a", "town_approver_a", "county_officer", "county_approver", "child_protection_officer", "city_officer", "inspector", "auditor", STRANGER])
def test_mine(name):
    routes = [r for r in classified_routes() if r.pattern.startswith(MINE) and not any(n in r.pattern for n in NOT)]
    report = run(everybody([name]), put_down_samples(), routes)
    print(name, report.cells, len(report.mismatches))
    assert not report.mismatches, report.summary()
