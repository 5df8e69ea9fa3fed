from pathlib import Path
from tests.journeys.conftest import *  # noqa
from tests.kernel.casework.deciding.matters import family, to_decide, REVIEW, again, DIBAO
from minzheng.kernel.casework.api import deciding, hearings
from tests.people import acting

def test_look(desk, opened, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    out = Path("/tmp/look"); out.mkdir(exist_ok=True)
    rows = [to_decide(family(w, sequence=800 + 4*i, name=n)) for i, (w, n) in enumerate([(200_000, "王大明"), (270_001, "赵小川"), (None, "钱有余"), (150_000, "孙立")])]
    RUNNING = {"dibao_since": 20250301, "dibao_amount": 80_000}
    rev = to_decide(family(250_000, sequence=840, home=RUNNING, name="周平"), REVIEW)
    same = to_decide(family(190_000, sequence=850, home=RUNNING, name="吴安"), REVIEW)
    with acting("county_approver") as a:
        deciding.decide(a, case=rows[3].pk, outcome="granted", version=again(rows[3]).version, amount_fen=deciding.proposal(a, case=rows[3].pk).amount_fen)
    pages = {
      "decide1": ("county_approver", f"/cases/{rows[0].pk}/decide/"),
      "decide2": ("county_approver", f"/cases/{rows[1].pk}/decide/"),
      "decide3": ("county_approver", f"/cases/{rev.pk}/decide/"),
      "case1": ("county_approver", f"/cases/{rows[0].pk}/"),
      "case4": ("town_clerk_a", f"/cases/{rows[3].pk}/"),
      "batch1": ("county_approver", "/cases/batch/?item=minimum_living.application"),
      "batch2": ("county_approver", "/cases/batch/?item=minimum_living.review"),
      "board1": ("county_approver", "/cases/board/"),
      "inbox1": ("county_approver", "/cases/"),
      "all1": ("county_approver", "/cases/all/"),
    }
    for name, (who, path) in pages.items():
        for phone in (False, True):
            page = opened(who, path, phone=phone)
            page.wait_for_timeout(900)
            for d in page.locator("details.mz-outcome").all()[:1]:
                d.locator("summary").first.click()
            page.screenshot(path=str(out / f"{name}{'-phone' if phone else ''}.png"), full_page=True)
            page.close()
