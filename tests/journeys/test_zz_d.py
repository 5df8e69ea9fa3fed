from pathlib import Path
import pytest
from tests.desk.visits import visits
from tests.journeys.conftest import DESK, PHONE, Desk, Windows
from tests.journeys.everybody import RUNS_OFF, settle, violations
OUT=Path("/tmp/shots"); OUT.mkdir(exist_ok=True)
KEYS=("payment",)
SKIP={"household_awards","person_awards","household_cases","person_cases","person_history","household_history"}
PAGES=[v for v in visits() if v.accepts("get") and v.route == "payment" and v.route not in SKIP and (not v.route.startswith(("household","person")) or v.route in ("household","person","person_payments","household_payments","person_hold"))]
def test_shots(desk: Desk):
    w=Windows(desk); bad=[]
    for v in PAGES:
        page=w.of(v.who); page.set_viewport_size(DESK); page.goto(v.address(desk.records)); settle(page); page.wait_for_timeout(500)
        page.screenshot(path=OUT/f"{v.route}-1440.png",full_page=True)
        x=violations(page,"serious","critical")
        if x: bad.append((v.route,1440,x))
        page.set_viewport_size(PHONE); page.wait_for_timeout(200)
        page.screenshot(path=OUT/f"{v.route}-390.png",full_page=True)
        x=violations(page,"serious","critical")
        if x: bad.append((v.route,390,x))
        if page.evaluate(RUNS_OFF): bad.append((v.route,"off",page.evaluate(RUNS_OFF)))
    # states of a batch
    for who in ("county_officer","county_approver","finance"):
        page=w.of(who); page.set_viewport_size(DESK); page.goto(f"/payments/{desk.records.of('draft_batch')}/"); settle(page); page.screenshot(path=OUT/f"draft-{who}.png",full_page=True)
    page=w.of("county_officer"); page.click("text=检查 >> nth=-1") if False else None
    print(w.faults); w.close()
    for b in bad: print(b)
    assert not bad
