import os, time
from collections import Counter
import pytest
from minzheng.kernel.access.routes import classified_routes
from tests.kernel.access import matrix
from tests.kernel.access.matrix import STRANGER, everybody, run
from tests.kernel.access.matrix_samples import put_down_samples
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
WORDS = os.environ.get("ROUTES", "").split()
NAMES = os.environ.get("WHO", "town_clerk_a").split()
SPENT=Counter(); N=Counter(); ROUTE=Counter(); NR=Counter()
orig=matrix.ask
def ask(who, route, method, path, form):
    t=time.process_time(); a=orig(who,route,method,path,form); d=time.process_time()-t
    SPENT[(a.status_code,method)]+=d; N[(a.status_code,method)]+=1; ROUTE[route.pattern]+=d; NR[route.pattern]+=1
    return a
matrix.ask=ask
@pytest.mark.parametrize("name", NAMES)
def test_mine(name):
    routes = [r for r in classified_routes() if not WORDS or any(w in r.pattern for w in WORDS)]
    samples=put_down_samples()
    t=time.time(); c=time.process_time()
    report = run(everybody([name]), samples, routes)
    print("==", name, report.cells, len(report.mismatches), round(time.time()-t), round(time.process_time()-c))
    print(report.by_outcome, report.by_relation)
    print(report.summary())
    if os.environ.get("PROF"):
        for k,v in SPENT.most_common(12): print(k, N[k], round(v,1), round(v/N[k]*1000,1),"ms")
        for k,v in ROUTE.most_common(25): print("  ", k, NR[k], round(v,2), round(v/NR[k]*1000,1),"ms")
    assert not report.mismatches
