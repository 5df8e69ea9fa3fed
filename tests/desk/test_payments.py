"""A batch through the desk from draft to the bank, each step by whoever may; and the way back."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.models import Batch, Instruction
from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.kernel.entitlements.awards import granted
from tests.kernel.payments.payroll import (
    OLD_AGE,
    awarded,
    draft,
    lines_of,
    resident,
)

pytestmark = pytest.mark.slow

MOST_QUERIES = 30
FIRST = 295


def state_of(batch: UUID) -> str:
    """Where a batch stands."""
    with working("test"):
        return Batch.objects.get(pk=batch).state


def page_of(client: Client, batch: UUID) -> str:
    """The page of a batch."""
    return client.get(f"/payments/{batch}/").content.decode()


def buttons(page: str) -> set[str]:
    """The steps that a page offers."""
    return set(re.findall(r"/payments/[\w-]{36}/([\w-]+(?:/fetch)?)/\"", page)) - {"lines"}


def test_a_batch_goes_from_hand_to_hand(as_: SignedIn, records: Records) -> None:
    batch = records.of("draft_batch")
    officer, approver, finance = (
        as_(name) for name in ("county_officer", "county_approver", "finance")
    )
    assert buttons(page_of(officer, batch)) == {"check", "cancel"}
    assert not buttons(page_of(approver, batch)) | buttons(page_of(finance, batch))

    officer.post(f"/payments/{batch}/check/")
    assert state_of(batch) == "checked"
    # One line is held: somebody has to say that he saw it, before anybody may approve.
    assert "approve" not in buttons(page_of(approver, batch))
    assert (
        "待遇已暂缓发放：1 笔 80.00 元"
        in officer.get(f"/payments/{batch}/findings/held/").content.decode()
    )
    officer.post(f"/payments/{batch}/findings/held/", {"text": "等待核实服刑情况"})

    page = page_of(approver, batch)
    assert "approve" in buttons(page)
    assert "approve" not in buttons(page_of(officer, batch))
    form = approver.get(f"/payments/{batch}/approve/").content.decode()
    assert "捌拾元整" in form
    shown = re.search(r'name="lines_hash" value="(\w{64})"', form)
    assert shown
    assert shown[1] in page
    for signed, status in (("0" * 64, 400), (shown[1], 302)):
        given = {"lines_hash": signed, "looked": "on"}
        assert approver.post(f"/payments/{batch}/approve/", given).status_code == status
    assert state_of(batch) == "approved"

    for step, after in (("freeze", "frozen"), ("file", "filed")):
        assert step in buttons(page_of(finance, batch))
        finance.post(f"/payments/{batch}/{step}/")
        assert state_of(batch) == after
    assert b"8000" in finance.post(f"/payments/{batch}/file/fetch/").content
    for receipt, after in (("", "filed"), ("回执1号", "sent")):
        finance.post(f"/payments/{batch}/sent/", {"receipt": receipt})
        assert state_of(batch) == after


def test_a_step_of_another_hand_is_refused(as_: SignedIn, records: Records) -> None:
    batch = records.of("draft_batch")
    for name, step in (("county_approver", "check"), ("county_officer", "freeze")):
        assert as_(name).post(f"/payments/{batch}/{step}/").status_code == 403
    assert as_("other_county_officer").get(f"/payments/{batch}/").status_code == 404
    assert state_of(batch) == "draft"


def test_the_bank_s_number_leads_to_the_explanation(as_: SignedIn, records: Records) -> None:
    with working("test"):
        line = Instruction.objects.get(pk=records.of("instruction"))
    found = as_("finance").post("/payments/find/", {"end_to_end_id": line.end_to_end_id})
    assert found.headers["Location"] == f"/payments/{line.batch_id}/lines/{line.pk}/"
    page = as_("finance").get(found.headers["Location"]).content.decode()
    assert "以前已确认" in page
    assert "县审" in page
    unknown = as_("finance").post("/payments/find/", {"end_to_end_id": "0"})
    assert unknown.status_code == 404


def test_a_payment_leads_back_to_facts_and_articles(as_: SignedIn, records: Records) -> None:
    _home, award = granted(sequence=FIRST - 3)
    month = Month.of(award.start_month)
    with clock.standing_at(datetime(month.year, month.month, 10, 4, tzinfo=UTC)):
        batch = draft(month)
    [line] = [each for each in lines_of(batch) if each.award_id == award.pk]
    address = f"/payments/{batch}/lines/{line.pk}/"
    approver = as_("county_approver")
    approver.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = approver.get(address).content.decode()
    assert len(queries) <= MOST_QUERIES
    assert "最低生活保障" in page
    assert "第" in page
    assert f"/cases/{award.case}/replay/" in page
    replayed = approver.post(f"/cases/{award.case}/replay/").content.decode()
    assert "一分不差" in replayed
    # Finance sees who decided, not the facts of the household.
    theirs = as_("finance").get(address).content.decode()
    assert "县审" in theirs
    assert "replay" not in theirs


def test_a_batch_of_many_lines_takes_as_many_queries(as_: SignedIn, records: Records) -> None:
    client = as_("county_approver")
    few = records.of("draft_batch")
    for at in range(12):
        awarded(resident(FIRST + at), 10_000, benefit=OLD_AGE, start=Month.of(clock.today()))
    many = draft(Month.of(clock.today()))
    assert len(lines_of(many)) > 12
    taken = []
    for batch in (few, many):
        page_of(client, batch)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, batch)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= MOST_QUERIES


@pytest.mark.parametrize("name", ["town_clerk_a", "resident", "auditor"])
def test_payroll_is_for_those_who_pay(name: str, as_: SignedIn, records: Records) -> None:
    assert as_(name).get(f"/payments/{records.of('batch')}/").status_code == 403
