import os
from pathlib import Path
from tests.journeys.conftest import *  # noqa

def test_look(desk, opened):
    out = Path("/tmp/look"); out.mkdir(exist_ok=True)
    only = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None
    r = desk.records
    c = r.of("case")
    pages = {
      "inbox": ("town_clerk_a", "/cases/"), "all": ("town_clerk_a", "/cases/all/"), "new": ("town_clerk_a", "/cases/new/"),
      "bench": ("town_clerk_a", "/"),
      "household": ("town_clerk_a", f"/households/{r.of('household')}/"),
      "case": ("town_clerk_a", f"/cases/{c}/"), "questions": ("town_clerk_a", f"/cases/{r.of('draft')}/questions/"),
      "questions2": ("town_clerk_a", f"/cases/{c}/questions/"),
      "papers": ("town_clerk_a", f"/cases/{c}/papers/"), "receive": ("town_clerk_a", f"/cases/{c}/receive/"),
      "step": ("town_clerk_a", f"/cases/{c}/steps/visit/"), "decide": ("town_approver_a", f"/cases/{c}/decide/"),
      "hearing": ("town_clerk_a", f"/cases/{c}/hearing/"), "record": ("town_clerk_a", f"/cases/{c}/hearing/{r.of('hearing')}/"),
      "letters": ("town_clerk_a", f"/cases/{c}/letters/"), "letter": ("town_clerk_a", f"/cases/{c}/letters/{r.of('letter')}/"),
      "service": ("town_clerk_a", f"/cases/{c}/letters/{r.of('letter')}/service/"),
      "objection": ("town_clerk_a", f"/cases/{c}/objections/{r.of('objection')}/"),
      "conference": ("town_clerk_a", f"/cases/{c}/conferences/{r.of('conference')}/"),
      "handover": ("town_clerk_a", f"/cases/{c}/hand-over/"), "extend": ("town_approver_a", f"/cases/{c}/extend/"),
      "suspend": ("town_clerk_a", f"/cases/{c}/suspend/"),
      "board": ("town_approver_a", "/cases/board/"), "compliance": ("town_approver_a", "/cases/compliance/"),
      "overdue": ("town_approver_a", "/cases/overdue/"),
      "batch": ("town_approver_a", "/cases/batch/?item=elderly.old_age_allowance"),
      "delegations": ("county_officer", "/delegations/"), "delegation_new": ("county_officer", "/delegations/new/"),
      "receipts": ("town_clerk_a", "/receipts/"), "receipt_new": ("town_clerk_a", "/receipts/new/"), "incoming": ("town_clerk_a", "/incoming/"),
      "incoming_open": ("town_clerk_a", f"/incoming/{r.of('incoming')}/"),
    }
    for name, (who, path) in pages.items():
        if only and name not in only: continue
        for phone in (False, True):
            page = opened(who, path, phone=phone)
            page.wait_for_timeout(600)
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            if wide: print("OVERFLOW", name, phone)
            page.screenshot(path=str(out / f"{name}{'-phone' if phone else ''}.png"), full_page=True)
            page.close()
