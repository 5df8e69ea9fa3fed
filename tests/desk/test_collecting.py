"""What comes back from banks, what is asked back and price rises, through the desk."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.models import Case
from minzheng.kernel.entitlements.models.runs import Run
from minzheng.kernel.payments.models import (
    Batch,
    ImprestMovement,
    Instruction,
    PriceRise,
    Receivable,
)
from tests.desk.collection_records import sent
from tests.desk.conftest import SignedIn, text
from tests.desk.records import Records
from tests.kernel.payments.banking import content, not_paid, take, words
from tests.kernel.payments.payroll import awarded, draft, resident

pytestmark = pytest.mark.slow

FIRST = 50
AMOUNT = 30_001


def handed_in(client: Client, batch: UUID, file: bytes) -> tuple[int, str]:
    """A return goes through the form; the answer."""
    uploaded = SimpleUploadedFile("回盘.txt", file, "text/plain")
    answer = client.post(f"/payments/{batch}/returns/new/", {"uploaded": uploaded, "code": ""})
    return answer.status_code, answer.content.decode()


def test_a_faulty_return_names_every_line_and_takes_nothing(
    as_: SignedIn, records: Records
) -> None:
    batch = records.of("sent_batch")
    lines = content(batch, words(batch)).decode("gb18030").splitlines()
    lines[2] = lines[2].replace("成功", "也许")
    lines[3] = lines[3].replace("300.01", "一百")
    lines.append("x|1")
    status, page = handed_in(as_("finance"), batch, "\n".join(lines).encode("gb18030"))
    assert status == 400
    said = re.findall(r"<li>(第\d+行：[^<]+)</li>", page)
    assert [each.partition("：")[0] for each in said] == ["第3行", "第4行", f"第{len(lines)}行"]
    status, page = handed_in(as_("finance"), batch, content(batch, words(batch), count=9))
    assert status == 400
    assert "没有登记任何一笔" in page
    shown = text(as_("finance"), f"/payments/{batch}/")
    assert shown.count("/returns/") - shown.count("/returns/new/") == 1


def test_a_return_is_read_word_by_word(as_: SignedIn, records: Records) -> None:
    batch, taken = records.of("sent_batch"), records.of("bank_return")
    address = f"/payments/{batch}/returns/{taken}/"
    page = text(as_("finance"), address)
    assert "账户已销户" in page
    assert page.count("/lines/") == 3
    assert text(as_("finance"), f"{address}?outcome=returned").count("/lines/") == 1
    assert text(as_("finance"), f"{address}?outcome=late").count("/lines/") == 0
    fetched = as_("finance").post(f"{address}file/")
    assert "账户已销户".encode("gb18030") in fetched.content
    # Who does not take returns in reads them, and does not carry the file away.
    assert as_("county_officer").post(f"{address}file/").status_code == 403
    other = records.of("batch")
    assert as_("finance").get(f"/payments/{other}/returns/{taken}/").status_code == 404
    assert as_("other_county_officer").get(address).status_code == 404


def test_what_is_unclear_is_settled_by_the_bank_s_word(as_: SignedIn, records: Records) -> None:
    finance = as_("finance")
    assert "999999" in text(finance, "/suspense/")
    address = f"/suspense/{records.of('word')}/settle/"
    journal = re.search(r'name="journal" value="([\w-]+)"', text(finance, address))
    assert journal
    given = {"journal": journal[1], "on": clock.today().isoformat()}
    assert finance.post(address, given | {"text": ""}).status_code == 400
    assert finance.post(address, given | {"text": "农商行李某：错付，已退回"}).status_code == 302
    assert "999999" not in text(finance, "/suspense/")


def test_what_came_back_is_drafted_again_from_the_queue(as_: SignedIn, records: Records) -> None:
    officer = as_("county_officer")
    page = text(officer, "/repairs/")
    [line] = re.findall(r'name="lines" form="repair-draft" value="([\w-]+)"', page)
    assert "没有变更" in page
    refused = officer.post("/repairs/draft/", {"label": "ordinary", "which": "chosen"}, follow=True)
    assert "请先勾选" in refused.content.decode()
    chosen = {"label": "ordinary", "which": "chosen", "lines": [line]}
    assert "作废待批准" in officer.post("/repairs/draft/", chosen, follow=True).content.decode()
    voiding = f"/repairs/voidings/{records.of('voiding')}/"
    approver = as_("county_approver")
    assert f"{voiding}approve/" in text(approver, "/repairs/")
    # It is due still: whoever approves is told so, and sends it back.
    still = approver.post(f"{voiding}approve/", {"opinion": "同意"})
    assert "仍应发给领款人" in still.content.decode()
    approver.post(f"{voiding}refuse/", {"opinion": "仍应发放"})
    made = officer.post("/repairs/draft/", chosen)
    batch = UUID(made.headers["Location"].split("/")[2])
    with working("test"):
        assert Batch.objects.get(pk=batch).kind == "repair"
        assert Instruction.objects.get(pk=line).state == "repaired"
    assert "没有退回的发放" in text(officer, "/repairs/")
    # Finance reads the queue and drafts nothing.
    assert 'name="lines"' not in text(as_("finance"), "/repairs/")


def test_a_debt_is_proposed_from_what_was_overpaid(as_: SignedIn, records: Records) -> None:
    officer, award = as_("county_officer"), records.of("overpaid_award")
    assert f"/recovery/new/{award}/" in text(officer, "/recovery/overpaid/")
    assert text(officer, "/recovery/overpaid/count/").strip() == "1"
    assert "300.01" in text(officer, f"/recovery/new/{award}/")
    month = str(Month.of(clock.today()))
    given = {"first": month, "last": month, "ground": "death", "role": "payee", "basis": "死亡"}
    wrong = officer.post(f"/recovery/new/{award}/", given | {"role": "heir"})
    assert "请选择返还义务人" in wrong.content.decode()
    made = officer.post(f"/recovery/new/{award}/", given)
    address = made.headers["Location"]
    assert text(officer, "/recovery/overpaid/count/").strip() == "0"
    # Who proposed has no button to confirm, and is refused where he goes past it.
    assert "confirm/" not in text(officer, address)
    assert officer.post(f"{address}confirm/").status_code == 403
    approver = as_("county_approver")
    assert f"{address}confirm/" in text(approver, address)
    assert approver.post(f"{address}confirm/").status_code == 302
    with working("test"):
        assert Receivable.objects.get(pk=address.split("/")[2]).state == "confirmed"
    assert "叁佰元零壹分" in text(officer, f"{address}letter/")


def test_a_debt_shows_what_each_may_do(as_: SignedIn, records: Records) -> None:
    address = f"/recovery/{records.of('receivable')}/"

    def offered(name: str) -> set[str]:
        return set(re.findall(rf"{address}([\w-]+)/", text(as_(name), address))) - {"letter"}

    assert offered("county_officer") == {"plan", "write-offs"}
    assert offered("finance") == {"receipts"}
    assert offered("county_approver") == {"write-offs"}
    write_off = f"{address}write-offs/{records.of('write_off')}/"
    assert as_("county_approver").post(f"{write_off}refuse/", {"opinion": ""}).status_code == 400
    assert (
        as_("county_approver").post(f"{write_off}approve/", {"opinion": "同意"}).status_code == 302
    )
    # 300.01 less 100.00 that came in and 100.01 that was given up.
    assert "100.00" in text(as_("finance"), address)


def test_a_price_rise_is_ordered_and_shows_its_progress(as_: SignedIn, records: Records) -> None:
    officer, rise = as_("county_officer"), records.of("rise")
    assert f"/payments/price-rises/{rise}/progress/" in text(officer, "/payments/price-rises/")
    with working("test"):
        row = PriceRise.objects.get(pk=rise)
        row.state, row.opened, row.finished_at = "opened", 12, clock.now()
        row.save()
    page = text(officer, f"/payments/price-rises/{rise}/progress/")
    assert "hx-get" not in page
    assert "12 人" in page
    draft_button = f"/payments/price-rises/{rise}/draft/"
    assert draft_button in page
    assert draft_button not in text(as_("finance"), "/payments/price-rises/")
    # Nobody has an award of that month: there is nothing to draft, and it is said.
    nothing = officer.post(draft_button, follow=True).content.decode()
    assert "没有" in nothing


def test_a_run_refreshes_itself_while_it_goes_on(as_: SignedIn, records: Records) -> None:
    officer, run = as_("county_officer"), records.of("run")
    page = text(officer, f"/months/{run}/")
    assert f'hx-get="/months/{run}/progress/"' in page
    with working("test"):
        Run.objects.filter(pk=run).update(
            state="failed", failure="已中断，请重新发起", finished_at=clock.now()
        )
    part = text(officer, f"/months/{run}/progress/")
    assert "hx-get" not in part
    assert "请重新发起" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        (
            "county_officer",
            ("待检查的批次", "退回待重发的发放", "多发待提出追回的"),
            "待批准的批次",
        ),
        ("county_approver", ("待批准的批次", "待确认的追回和核销"), "待检查的批次"),
        ("finance", ("待确认发放的批次", "待查款项", "待送银行的批次"), "待批准的批次"),
        ("town_clerk_a", ("有提醒的备用金",), "待批准的批次"),
    ],
)
def test_the_workbench_says_what_waits_for_whom(
    who: str, shown: tuple[str, ...], hidden: str, as_: SignedIn, records: Records
) -> None:
    page = text(as_(who), "/")
    assert all(each in page for each in shown)
    assert hidden not in page


def test_a_list_takes_as_many_queries_for_one_row_as_for_many(
    as_: SignedIn, records: Records
) -> None:
    client, month = as_("county_officer"), Month.of(clock.today())
    taken = []
    for at in range(2):
        text(client, "/repairs/")
        with CaptureQueriesContext(connection) as queries:
            text(client, "/repairs/")
        taken.append(len(queries))
        if at == 0:
            for number in range(3):
                awarded(resident(FIRST + number), AMOUNT, start=month)
            batch = sent(draft(month))
            take(batch, [not_paid(each) for each in words(batch)])
    assert taken[0] == taken[1]


def test_aid_in_cash_stands_in_the_statement_of_whose_case_it_was(
    as_: SignedIn, records: Records
) -> None:
    with working("test"):
        spent = ImprestMovement.objects.get(pk=records.of("movement"))
        assert spent.case_id
        case = Case.objects.get(pk=spent.case_id)
    address = f"/households/{case.household_id}/payments/"
    for name in ("town_clerk_a", "village_officer_a", "county_officer"):
        page = as_(name).get(address).content.decode()
        assert "备用金当面支付的" in page
        assert "现金 1,500.00 元" in page
        assert f"/cases/{case.pk}/" in page
    assert "现金" not in as_("town_clerk_a").post(address, {"year": "2020"}).content.decode()
    # Who sees no cases is led to none.
    assert f"/cases/{case.pk}/" not in as_("finance").get(address).content.decode()
    proof = as_("town_clerk_a").get(f"{address}{clock.today().year}/proof/")
    assert proof.content.startswith(b"%PDF")
