"""A standard through the desk: proposed, looked at, approved by another hand; what came of it."""

import re

import pytest
from django.test import Client

from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.models import NumberProposal, Rerating, WorkState
from tests.desk.conftest import SignedIn
from tests.desk.number_records import BENEFIT
from tests.desk.records import Records
from tests.people import COUNTY

pytestmark = pytest.mark.slow

NEW = "/numbers/new/minimum_living.standard/"
GIVEN = {
    "value_urban": "960",
    "value_rural": "960.00",
    "area": COUNTY,
    "valid_from": "2026-06",
    "document": "天政发〔2026〕9号",
}


def page_of(client: Client, address: str) -> str:
    """A page as text."""
    return client.get(address).content.decode()


def test_a_value_is_proposed_with_what_binds_it(as_: SignedIn, records: Records) -> None:
    officer = as_("county_officer")
    assert NEW in page_of(officer, "/numbers/in-force/")
    assert NEW not in page_of(as_("county_approver"), "/numbers/in-force/")
    form = page_of(officer, NEW)
    assert "只能等于或高于上级的值" in form
    assert 'value="900.00"' in form
    for wrong, said in (("899.99", "只能提高"), ("九百", "请填写数值")):
        answer = officer.post(NEW, {**GIVEN, "value_urban": wrong})
        assert answer.status_code == 400
        assert said in answer.content.decode()
    made = officer.post(NEW, GIVEN).headers["Location"]
    page = page_of(officer, made)
    assert "后台正在测算" in page
    assert f"{made}withdraw/" in page
    assert "960.00" in page_of(as_("city_officer"), "/numbers/")
    assert officer.get("/numbers/new/minimum_living.nothing/").status_code == 404


def test_another_hand_approves_what_it_has_seen(as_: SignedIn, records: Records) -> None:
    address = f"/numbers/{records.of('number_proposal')}/"
    proposer, approver = as_("city_officer"), as_("county_approver")
    assert f"{address}approve/" not in page_of(proposer, address)
    assert proposer.post(f"{address}approve/", {"opinion": ""}).status_code == 400
    page = page_of(approver, address)
    for words in ("150.00", "300.00", "最低生活保障金", "新符合条件", "县级救助资金", "90%—100%"):
        assert words in page
    # A household that was on the line is a little below the new one.
    rows = re.findall(r'class="mz-main">([低高] [\d—]+ 元)<.*?</tr>', page)
    assert rows[2:6] == ["低 50—100 元", "低 0—50 元", "高 0—50 元", "高 50—100 元"]
    assert re.search(r"低 0—50 元<.*?mz-amount\">0<.*?mz-amount\">1<.*?>0<.*?>3<", page)
    form = page_of(approver, f"{address}approve/")
    shown = re.search(r'name="simulation" value="([\w-]{36})"', form)
    assert shown
    answer = approver.post(f"{address}approve/", {"simulation": shown[1], "opinion": "同意"})
    assert answer.status_code == 302
    page = page_of(approver, address)
    assert "已批准" in page
    assert "到了起始月份" in page
    assert approver.post(f"{address}refuse/", {"opinion": "不同意"}).status_code in (400, 409)
    with working("test"):
        row = NumberProposal.objects.get(pk=records.of("number_proposal"))
        effect = {"benefit": BENEFIT, "county": COUNTY, "raised": 1, "monthly_fen": 15_000}
        rest = {"backpay_fen": 30_000, "falls": 0, "looks": 0}
        Rerating.objects.filter(proposal=row).update(
            state=WorkState.FINISHED, counts={"lines": 1, "leads": 0, "effects": [effect | rest]}
        )
    page = page_of(approver, address)
    assert "另开线索 0 条" in page
    assert f"{address}rerate/" in page


def test_who_sets_no_numbers_sees_none(as_: SignedIn, records: Records) -> None:
    address = f"/numbers/{records.of('number_proposal')}/"
    assert as_("town_clerk_a").get(address).status_code == 403
    assert as_("other_county_officer").get(address).status_code == 404
    assert as_("finance").get(address).status_code == 200
