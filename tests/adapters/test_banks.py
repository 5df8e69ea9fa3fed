"""What goes to a bank and comes back: the same bytes for ever, nothing lost, every fault said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.adapters.banks import FORMATS, BankManner, BankSide, SimulatedBank
from minzheng.adapters.banks.simulator import Lost
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import (
    BankReturn,
    BankUnreachable,
    OrderLine,
    PaymentOrder,
    ReturnLine,
)

EVERY = pytest.mark.parametrize("bank", FORMATS.values(), ids=FORMATS)
NOON = datetime(2026, 11, 10, 4, tzinfo=UTC)
LINES = (
    OrderLine(
        "3204022026110000010000001", "张三丰", "农商行", "6228480402564890018", 30_001, "低保"
    ),
    OrderLine("3204022026110000010000002", "=1+1|𠮷<&", "农商行", "0008480402564890019", 1, "<a>"),
)


def order(*lines: OrderLine) -> PaymentOrder:
    """An order of some lines."""
    total = sum(each.amount_fen for each in lines)
    return PaymentOrder(
        "320402202611000001",
        date(2026, 11, 10),
        "天宁区民政局",
        "3204020123456789",
        len(lines),
        total,
        lines,
    )


def told(*lines: ReturnLine) -> BankReturn:
    """A return of some lines."""
    total = sum(each.amount_fen for each in lines)
    return BankReturn("320402202611000001", len(lines), total, lines)


def word(place: int, *, paid: bool = True, sequence: int = 1, fen: int = 30_001) -> ReturnLine:
    """What a bank says of one payment."""
    payment = f"320402202611000001{place:07d}"
    return ReturnLine(
        payment, sequence, fen, paid, "" if paid else "账户已销户", "6228480402564890018"
    )


def written(write: Callable[[BytesIO], None]) -> bytes:
    """The bytes that something writes."""
    out = BytesIO()
    write(out)
    return out.getvalue()


@EVERY
def test_an_order_has_the_same_bytes_for_ever(bank: BankSide) -> None:
    once = written(lambda out: bank.write(order(*LINES), out))
    assert written(lambda out: bank.write(order(*LINES), out)) == once


@EVERY
def test_the_bank_reads_what_was_ordered(bank: BankSide) -> None:
    content = written(lambda out: bank.write(order(*LINES), out))
    read = bank.read_order(content)
    assert replace(read, lines=()) == replace(order(*LINES), lines=())
    first, second = read.lines
    assert first == LINES[0]
    # A bar would shift the amount in a file with bars; nothing else is touched.
    assert replace(second, name=second.name.replace("｜", "|")) == LINES[1]


@EVERY
@given(
    st.lists(
        st.builds(
            ReturnLine,
            st.from_regex(r"[0-9A-Z]{1,35}", fullmatch=True),
            st.integers(1, 9),
            st.integers(1, 10**15),
            st.booleans(),
            st.sampled_from(["", "账户已销户"]),
            st.from_regex(r"[0-9]{8,32}", fullmatch=True),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_return_is_read_as_the_bank_wrote_it(bank: BankSide, lines: list[ReturnLine]) -> None:
    said = [replace(each, reason="") if each.paid else each for each in lines]
    content = written(lambda out: bank.write_return(told(*said), out))
    assert bank.read(content) == told(*said)


@EVERY
def test_a_return_that_was_cut_off_is_never_read_as_a_whole_one(bank: BankSide) -> None:
    said = told(*(word(place) for place in range(1, 20)))
    whole = written(lambda out: bank.write_return(said, out))
    for length in range(0, len(whole) - 2, max(1, len(whole) // 150)):
        try:
            read = bank.read(whole[:length])
        except InvalidValue:
            continue
        assert (len(read.lines), sum(each.amount_fen for each in read.lines)) != (
            read.count,
            read.total_fen,
        )


@EVERY
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"<a/>", b"PK\x03\x04", "支付|".encode()]
)
def test_something_else_is_refused_with_a_sentence(bank: BankSide, content: bytes) -> None:
    with pytest.raises(InvalidValue):
        bank.read(content)


def test_every_fault_is_said_with_its_line() -> None:
    lines = [
        "批次号|320402202611000001|笔数|3|金额|1.00",
        "支付编号|序号|账号|金额|结果|原因",
        "A1|1|6228480402564890018|300.011|成功|",
        "A2|0|6228480402564890018|300.01|也许|",
        "A3|1|6228480402564890018|0.00",
    ]
    with pytest.raises(InvalidValue) as caught:
        FORMATS["text"].read("\n".join(lines).encode("gb18030"))
    for sentence in ("第3行：金额不正确", "第4行：结果应为", "第4行：笔数", "第5行：栏数不对"):
        assert sentence in caught.value.message
    assert "6228480402564890018" not in caught.value.message


def test_a_thousand_faults_are_counted_not_listed() -> None:
    rows = "\n".join(f"A{i}|1||x|成功|" for i in range(1000))
    head = "批次号|1|笔数|1000|金额|1.00\n支付编号|序号|账号|金额|结果|原因\n"
    with pytest.raises(InvalidValue, match="共1000处"):
        FORMATS["text"].read(f"{head}{rows}".encode("gb18030"))


NOTIFICATION = """<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N1</MsgId></GrpHdr><Ntfctn><Id>N1</Id>
<Ntry><Amt Ccy="CNY">300.01</Amt><CdtDbtInd>DBIT</CdtDbtInd><NtryDtls>
<Btch><MsgId>{message}</MsgId><NbOfTxs>1</NbOfTxs><TtlAmt Ccy="CNY">300.01</TtlAmt></Btch>
<TxDtls><Refs><EndToEndId>A1</EndToEndId></Refs><Amt Ccy="CNY">300.01</Amt>
<CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="CNY">200.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls>
<Btch><MsgId>M1</MsgId><NbOfTxs>1</NbOfTxs><TtlAmt Ccy="CNY">200.00</TtlAmt></Btch>
<TxDtls><Refs><EndToEndId>A2</EndToEndId></Refs><Amt Ccy="CNY">200.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""


def test_a_notification_tells_what_went_out_and_what_came_back() -> None:
    read = FORMATS["iso20022"].read(NOTIFICATION.format(message="M1").encode())
    assert (read.message_id, read.count, read.total_fen) == ("M1", 2, 50_001)
    assert read.lines == (
        ReturnLine("A1", 1, 30_001, True, "", ""),
        ReturnLine("A2", 2, 20_000, False, "账户已销户", ""),
    )


def test_a_notification_about_two_batches_is_refused() -> None:
    with pytest.raises(InvalidValue, match="混有几个批次"):
        FORMATS["iso20022"].read(NOTIFICATION.format(message="M2").encode())


def test_xml_that_would_read_other_files_is_refused() -> None:
    attack = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]>'
    whole = NOTIFICATION.format(message="&x;").replace('<?xml version="1.0"?>', attack)
    with pytest.raises(InvalidValue):
        FORMATS["iso20022"].read(whole.encode())


def bank_of(folder: Path, **manner: object) -> SimulatedBank:
    """A bank with some manners."""
    return SimulatedBank(folder, FORMATS.values(), lambda: NOON, BankManner(**manner))  # type: ignore[arg-type]  # named one by one below


def sent(bank: SimulatedBank, count: int = 200) -> tuple[str, bytes]:
    """A file of many lines, sent."""
    lines = [replace(LINES[0], end_to_end_id=f"A{place}") for place in range(count)]
    content = written(lambda out: FORMATS["text"].write(order(*lines), out))
    return bank.send("320402202611000001", "320402202611000001.txt", content), content


def test_a_bank_takes_a_file_once_and_knows_it_again(tmp_path: Path) -> None:
    bank = bank_of(tmp_path)
    assert bank.ask("320402202611000001") == "unknown"
    receipt, content = sent(bank)
    assert bank.send("320402202611000001", "again.txt", content) == receipt
    assert bank.ask("320402202611000001") == "settled"
    with pytest.raises(InvalidValue, match="同一批次号"):
        bank.send("320402202611000001", "320402202611000001.txt", content + b" ")


def test_a_bank_takes_its_time(tmp_path: Path) -> None:
    sent(bank_of(tmp_path))
    slow = bank_of(tmp_path, delay=timedelta(seconds=1))
    assert slow.ask("320402202611000001") == "received"
    assert slow.collect("320402202611000001") == ()
    later = replace(slow, now=lambda: NOON + timedelta(seconds=1))
    assert len(later.collect("320402202611000001")) == 1


@pytest.mark.parametrize(("lost", "standing"), [(Lost.BEFORE, "unknown"), (Lost.AFTER, "settled")])
def test_a_broken_line_says_nothing_of_what_arrived(
    tmp_path: Path, lost: Lost, standing: str
) -> None:
    bank = bank_of(tmp_path, lost=lost)
    with pytest.raises(BankUnreachable):
        sent(bank)
    assert bank.ask("320402202611000001") == standing


def test_a_bank_gives_some_payments_back_and_always_the_same(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, refused=100, given_back=100, copies=2)
    sent(bank)
    first, late, again, late_again = bank.collect("320402202611000001")
    assert (first.content, late.content) == (again.content, late_again.content)
    words = FORMATS["text"].read(first.content)
    refused = {each.end_to_end_id for each in words.lines if not each.paid}
    assert 5 <= len(refused) <= 40
    back = FORMATS["text"].read(late.content)
    assert back.lines
    assert not refused & {each.end_to_end_id for each in back.lines}
    assert {(each.sequence, each.paid) for each in back.lines} == {(2, False)}


def test_a_return_that_was_cut_off_says_more_than_it_holds(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, truncated=True)
    sent(bank)
    (cut,) = bank.collect("320402202611000001")
    with pytest.raises(InvalidValue):
        read = FORMATS["text"].read(cut.content)
        if len(read.lines) < read.count:
            raise InvalidValue("fewer lines than the head says")
