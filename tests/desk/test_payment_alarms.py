"""What the payroll board warns of, what the nightly look found, and waiting for the worker."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from minzheng.adapters.banks import AtTheCounter
from minzheng.config.banking import bank_channel
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.api import sending
from minzheng.kernel.payments.models import Attempt, Batch, Inspection
from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.people import COUNTY, acting


class Connected(AtTheCounter):
    """A bank to which files travel by themselves."""

    connected = True


@pytest.fixture(autouse=True)
def _connected() -> Iterator[None]:
    ports.bank_channel.install(lambda code: Connected())
    yield
    ports.bank_channel.install(bank_channel)


def test_a_batch_without_a_word_of_the_bank_is_an_alarm_for_all_who_pay(
    as_: SignedIn, records: Records
) -> None:
    batch = records.of("batch")
    with acting("finance") as finance:
        sending.mark_unknown(finance, batch=batch, reason="传送中断")
    with working("test"):
        number = Batch.objects.get(pk=batch).number
        begun = Attempt.objects.get(batch=batch).begun_at
    for seconds, alarmed in ((300, False), (301, True)):
        with clock.standing_at(begun + timedelta(seconds=seconds)):
            for name in ("finance", "county_officer", "county_approver"):
                board = as_(name).get("/payments/").content.decode()
                assert ("银行还没有答复" in board) is alarmed
                assert board.count(number) == 1 + alarmed
                workbench = as_(name).get("/").content.decode()
                waiting, _, idle = workbench.partition("现在没有等待办理的")
                assert ("久无银行答复的批次" in (waiting if alarmed else idle)) is True
            # The page waits for the worker no longer: somebody has to ask.
            page = as_("finance").get(f"/payments/{batch}/").content.decode()
            assert ("后台正在送银行" in page) is not alarmed
    assert number not in as_("other_county_officer").get("/payments/").content.decode()


def test_a_page_waits_for_the_worker_and_is_fetched_anew(as_: SignedIn, records: Records) -> None:
    finance, batch = as_("finance"), records.of("batch")
    address, progress = f"/payments/{batch}/", f"/payments/{batch}/progress/"
    assert progress not in finance.get(address).content.decode()
    assert finance.post(f"{address}send/").headers["Location"] == address
    page = finance.get(address).content.decode()
    assert f'hx-get="{progress}" hx-trigger="load delay:2s"' in page
    assert f'hx-get="{progress}"' in finance.get(progress).content.decode()
    with acting("finance") as sender:
        sending.mark_sent(sender, batch=batch, receipt="回执3号")
    done = finance.get(progress).content.decode()
    assert f'hx-get="{address}"' in done
    assert 'hx-select="#batch"' in done
    assert 'id="batch"' in finance.get(address).content.decode()
    assert as_("other_county_officer").get(progress).status_code == 404


def test_the_nights_are_listed_with_what_they_found(as_: SignedIn, records: Records) -> None:
    batch = records.of("batch")
    page = as_("county_officer").get("/payments/inspections/").content.decode()
    assert f'<a href="/payments/{batch}/">' in page
    assert "一个批次只有一个文件，文件与批次一致" in page
    assert "全部相符" in page
    assert "目前没有暂停锁定的县（区）" in page
    assert "/payments/inspections/order/" not in page
    with working("test"):
        Inspection.objects.create(
            division=COUNTY,
            inspected_at=clock.now(),
            broken=["I2", "I8", "I9"],
            count=28,
            subjects=[
                f"I2:{records.of('instruction')}",
                "I8:2026-11-02",
                f"I9:{records.of('imprest')}",
            ],
        )
    for address in ("/payments/", "/payments/inspections/"):
        page = as_("finance").get(address).content.decode()
        assert "暂停锁定发放批次" in page
        assert "账簿日摘要已封存，重算一致，并在检查点之内" in page
    assert f'<a href="/floats/{records.of("imprest")}/">' in page
    assert f"/payments/{batch}/lines/{records.of('instruction')}/" in page
    assert "另有 25 项" in page
    assert "暂停锁定" not in as_("other_county_officer").get("/payments/").content.decode()


def test_another_look_is_ordered_by_who_keeps_the_books(as_: SignedIn, records: Records) -> None:
    address = "/payments/inspections/"
    assert as_("county_officer").post(f"{address}order/").status_code == 403
    finance = as_("finance")
    assert finance.post(f"{address}order/").headers["Location"] == address
    page = finance.get(address).content.decode()
    assert "后台正在核对" in page
    assert f'hx-get="{address}" hx-trigger="load delay:2s"' in page
    assert f"{address}order/" not in page
    assert as_("town_clerk_a").get(address).status_code == 403
