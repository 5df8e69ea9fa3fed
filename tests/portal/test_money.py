"""我的救助金: what was paid, why, what waits and what is owed; nobody else's, by whatever path."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import statements
from minzheng.kernel.payments.proving import Recipient, proof_letter
from tests.kernel.residents.test_own_rows import everything
from tests.kernel.residents.village import Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.people import acting
from tests.portal.applying import text_of
from tests.portal.conftest import browser_of
from tests.portal.money import OWN_CARD, SECRET, paid_in


@pytest.fixture(scope="module")
def _paid(_village: Village) -> dict[str, Any]:
    return paid_in(_village)


@pytest.fixture
def paid(_paid: dict[str, Any], village: Village) -> dict[str, Any]:
    """A payroll of the village, confirmed by the bank."""
    return _paid


def page_of(name: str, address: str = "") -> str:
    """What somebody reads."""
    return text_of(browser_of(name), address or reverse("portal:money"))


def test_a_resident_sees_each_payment_and_its_state(paid: dict[str, Any]) -> None:
    page = page_of("赵大山")
    year = clock.today().year
    assert f"{year}年发放的" in page
    assert page.count("650.43元") == 2
    assert "尾号1111" in page
    assert "补发" in page
    assert "被银行退回" in page
    assert "账户已销户" in page
    assert "81.00元" in page
    assert "已经到账 <b>1,366.86元</b>" in page
    assert OWN_CARD not in page


def test_aid_in_cash_is_shown_to_whose_case_it_was(paid: dict[str, Any], village: Village) -> None:
    page = page_of("赵大山")
    assert "已领现金" in page
    assert "当面领了现金 <b>321.09元</b>" in page
    assert reverse("portal:case", args=[paid["cash_case"]]) in page
    # What was entered by mistake was given to nobody.
    assert "111.11" not in page
    for who in ("钱小凤", "李邻居"):
        assert "现金" not in page_of(who)
    asked = "select movement from payments_in_cash(%s, %s, '2000-01-01', '2100-12-31')"
    whose = [[village.persons["赵大山"]], [village.own_home]]
    counted = {}
    with acting_at_home("李邻居"), connection.cursor() as cursor:
        cursor.execute(asked, whose)
        counted["neighbour"] = len(cursor.fetchall())
    for who in ("village_officer_a", "town_clerk_a", "town_clerk_b"):
        with acting(who), connection.cursor() as cursor:
            cursor.execute(asked, whose)
            counted[who] = len(cursor.fetchall())
    # The village does not see the float of the town, and proves the same payments all the same.
    assert counted == {
        "neighbour": 0, "village_officer_a": 1, "town_clerk_a": 1, "town_clerk_b": 0
    }  # fmt: skip


def test_what_waits_is_said_and_what_a_department_found_is_not(paid: dict[str, Any]) -> None:
    page = page_of("赵大山")
    assert "有一项情况正在核实" in page
    assert not [word for word in ("服刑", "法院", SECRET, "prison") if word in page]


def test_what_is_to_be_paid_back_is_said_with_its_parts(paid: dict[str, Any]) -> None:
    page = page_of("赵大山")
    assert "要退回的钱" in page
    assert "<dt>一共要退</dt><dd>100.86元</dd>" in page
    assert "<dt>还要退</dt><dd>50.43元</dd>" in page
    assert page.count("前退 50.43元") == 2


def test_a_payment_is_explained(paid: dict[str, Any]) -> None:
    page = page_of("赵大山", reverse("portal:payment", args=[paid["payment"]]))
    assert "应发 600.00元" in page
    assert "从" in page
    assert "650.43元" in page


@pytest.mark.parametrize("who", ["李邻居", "赵小河", "周独居"])
def test_a_payment_is_nobody_elses(paid: dict[str, Any], who: str) -> None:
    missing = browser_of(who).get(reverse("portal:payment", args=[UUID(int=5)]))
    for name in ("returned", "wifes_payment"):
        answer = browser_of(who).get(reverse("portal:payment", args=[paid[name]]))
        assert (answer.status_code, missing.status_code) == (404, 404)
        assert answer.content == missing.content


def test_a_husband_does_not_see_what_is_his_wifes_alone(paid: dict[str, Any]) -> None:
    assert "77.70元" not in page_of("赵大山")
    page = page_of("钱小凤")
    assert "77.70元" in page
    assert "尾号3333" in page
    # The household's grant is hers as well; whose account it went to is his.
    assert "650.43元" in page
    assert "1111" not in page
    address = reverse("portal:payment", args=[paid["wifes_payment"]])
    assert browser_of("赵大山").get(address).status_code == 404


def test_the_rows_are_nobody_elses_by_raw_sql(paid: dict[str, Any], village: Village) -> None:
    with acting_at_home("赵大山"):
        read = everything()
    rows = [row for table in read.values() for row in table]
    forbidden = (
        str(paid["neighbours_payment"]),
        str(paid["wifes_payment"]),
        str(village.persons["李邻居"]),
        SECRET,
    )
    assert not [word for word in forbidden if any(word in row for row in rows)]
    assert read["payments_instruction"]
    assert read["payments_receivable"]
    assert read["payments_instalment"]
    assert not read["entitlements_hold"]
    assert not read["payments_batch"]
    assert not read["payments_entry"]
    with acting_at_home("李邻居"):
        read = everything()
    assert not read["payments_receivable"]
    assert not read["payments_instalment"]
    assert len(read["payments_instruction"]) == 2


def test_the_narrow_functions_answer_about_ones_own_awards_alone(paid: dict[str, Any]) -> None:
    asked = (
        "select count(*) from entitlements_own_waiting("
        "(select array_agg(award_id) from payments_instruction))"
    )
    with acting_at_home("赵大山"), connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (1,)
        cursor.execute("select array_agg(id::text) from entitlements_award")
        (awards,) = cursor.fetchone()
    for who in ("李邻居", "钱小凤"):
        with acting_at_home(who), connection.cursor() as cursor:
            cursor.execute("select count(*) from entitlements_own_waiting(%s::uuid[])", [awards])
            assert cursor.fetchone() == (0,)
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute("select count(*) from entitlements_own_waiting(%s::uuid[])", [awards])
        assert cursor.fetchone() == (0,)


def test_nothing_is_shown_to_somebody_without_payments(paid: dict[str, Any]) -> None:
    page = page_of("周独居")
    assert "现在没有正在享受的救助和补贴" in page
    assert "这一年没有发放" in page


def test_a_year_that_is_not_offered_is_this_one(paid: dict[str, Any]) -> None:
    for asked in ("1999", "x", "99999999999", "²"):
        assert f"{clock.today().year}年发放的" in page_of("赵大山", f"/my/payments/?year={asked}")


def test_the_proof_is_a_paper_of_what_arrived(paid: dict[str, Any], village: Village) -> None:
    year = clock.today().year
    answer = browser_of("赵大山").get(reverse("portal:payment_proof", args=[year]))
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store, private"
    with acting("town_clerk_a") as clerk:
        person = village.persons["赵大山"]
        found = statements.statement(clerk, year=year, person=person)
        paper = statements.statement_proof(clerk, year=year, person=person)
    assert paper.startswith(b"%PDF")
    letter = proof_letter(
        Recipient("赵大山", "3204************", "320402001204"), year, found.lines, found.cash
    )
    text = letter.text()
    assert "共4笔，合计1,687.95元。" in text
    assert "321.09" in text
    assert "用备用金当面支付" in text
    assert "81.00" not in text
    assert "天宁区民政局" in text
    assert not [each for each in (OWN_CARD, number_of("赵大山")) if each in text]


def test_no_more_queries_for_more_payments(paid: dict[str, Any]) -> None:
    counted = []
    for who in ("赵大山", "李邻居"):
        client = browser_of(who)
        client.get("/my/payments/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/my/payments/")
        counted.append(len(queries))
    # Who owes something reads the plan as well.
    assert counted[0] == counted[1] + 1


def test_strangers_are_asked_to_sign_in(paid: dict[str, Any]) -> None:
    for address in (
        "/my/payments/",
        f"/my/payments/{paid['payment']}/",
        "/my/payments/proof/2026/",
    ):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/my/sign-in/")
