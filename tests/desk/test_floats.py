"""Floats of towns through the desk: filled, spent, settled, counted, handed over, ended."""

import re

import pytest
from django.test import Client

from minzheng.kernel.access import clock
from minzheng.kernel.protection.identifiers import uuid7
from tests.desk.conftest import SignedIn, text
from tests.desk.records import Records
from tests.kernel.payments.keeping import borne
from tests.people import TOWN_A, account_id, grant

pytestmark = pytest.mark.slow


def test_a_float_is_opened_filled_spent_settled_and_counted(
    as_: SignedIn, records: Records
) -> None:
    kept = records.of("imprest")
    address, today = f"/floats/{kept}/", clock.today().isoformat()
    finance, clerk = as_("finance"), as_("town_clerk_a")
    assert "8,500.00" in text(clerk, address)
    # The custodian spends and does not count; the approver counts.
    assert {"spend", "count"} & buttons(clerk, address) == {"spend"}
    assert {"spend", "count"} & buttons(as_("town_approver_a"), address) == {"count"}
    assert {"top-up", "give-back", "settle"} <= buttons(finance, address)
    moved = {"on": today, "voucher": "拨2", "movement": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    full = finance.post(f"{address}top-up/", moved | {"amount_fen": "1500.01"})
    assert full.status_code == 400
    assert finance.post(f"{address}top-up/", moved | {"amount_fen": "1500"}).status_code == 302
    assert finance.post(f"{address}top-up/", moved | {"amount_fen": "1500"}).status_code == 302
    assert "10,000.00" in text(finance, address)
    unknown = {**moved, "number": "没有", "benefit": "temporary_assistance.small_fast"}
    assert (
        "没有找到" in clerk.post(f"{address}spend/", unknown | {"amount_fen": "1"}).content.decode()
    )
    counted = as_("town_approver_a").post(
        f"{address}count/", {"counted_fen": "9999.99", "on": today}
    )
    assert "请说明差异" in counted.content.decode()
    reverse = f"{address}movements/{records.of('movement')}/reverse/"
    assert reverse in text(finance, address)
    assert reverse not in text(clerk, address)


def test_a_float_is_handed_over_and_ends(as_: SignedIn, records: Records) -> None:
    address, finance = f"/floats/{records.of('imprest')}/", as_("finance")
    assert "请先由安全管理员授予岗位" in text(finance, f"{address}hand-over/")
    grant("town_clerk_b", TOWN_A)
    asked = text(finance, f"{address}hand-over/")
    assert "镇办乙（雕庄街道）" in asked
    assert "镇办甲（雕庄街道）" not in asked
    taken = {"custodian": account_id("town_clerk_b"), "counted_fen": "8499.99"}
    assert "请说明差异" in finance.post(f"{address}hand-over/", taken).content.decode()
    taken["counted_fen"] = "8500"
    page = finance.post(f"{address}hand-over/", taken, follow=True).content.decode()
    assert "<dt>保管人</dt><dd>镇办乙</dd>" in page
    assert "spend" not in buttons(as_("town_clerk_a"), address)
    assert "close" not in buttons(finance, address)
    assert "请先缴回" in finance.post(f"{address}close/", {}).content.decode()
    moved = {"on": clock.today().isoformat(), "voucher": "缴1", "movement": uuid7()}
    finance.post(f"{address}give-back/", moved | {"amount_fen": "8500"})
    borne()
    finance.post(f"{address}settle/", {})
    assert "close" in buttons(finance, address)
    listed = finance.post(f"{address}close/", {}, follow=True).content.decode()
    assert "已停用" in listed
    assert buttons(finance, address) == set()


def buttons(client: Client, address: str) -> set[str]:
    """What the page of a float offers."""
    return set(re.findall(rf'{address}([\w-]+)/"', text(client, address)))
