import pytest
from minzheng.kernel.access.routes import classified_routes
from tests.kernel.access.matrix import everybody, run, STRANGER
from tests.kernel.access.matrix_samples import put_down_samples
NEW=("payments/","awards","months/","leads/","funds/","/holds/")
@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_mine():
    routes=[r for r in classified_routes() if any(n in r.pattern for n in NEW)]
    print(len(routes))
    report=run(everybody(["town_clerk_a","county_officer","finance","city_officer",STRANGER]), put_down_samples(), routes)
    print(report.cells)
    assert not report.mismatches, report.summary()
