from tests.kernel.entitlements.test_runs import *
from minzheng.kernel.entitlements.runs import comparing, reasons, amounts
def test_dbg():
    o=comparing.differing
    def f(*a):
        r=o(*a); print("DIFF", r.to_pylist()); return r
    comparing.differing=f
    o2=reasons.reasoned
    def g(*a):
        r=o2(*a); print("REAS", r.to_pylist()); return r
    reasons.reasoned=g
    holding(family(200_000), FULL)
    print(found(run()))
