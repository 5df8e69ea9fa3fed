"""ISO 20022: orders as pain.001.001.09; returns as pain.002 (status) or camt.054 (notification)."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from minzheng.adapters.banks.faults import yuan
from minzheng.adapters.banks.iso_notices import return_parts
from minzheng.adapters.banks.iso_returns import CAMT, PAIN_002, Reading
from minzheng.adapters.banks.xml_text import allowed
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, OrderLine, PaymentOrder

PAIN_001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NOT_READABLE = "文件不完整，或者不是ISO 20022报文。"
OTHER_MESSAGE = "这不是pain.002或者camt.054报文。"
_NAME, _REMARK = 140, 140
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_PROVIDED = "NOTPROVIDED"
_NO_AGENT = f"<FinInstnId><Othr><Id>{_NOT_PROVIDED}</Id></Othr></FinInstnId>"


class Iso20022Format:
    """XML messages of ISO 20022."""

    code = "iso20022"
    title = "ISO 20022（pain.001、pain.002、camt.054）"
    extension = "xml"
    media_type = "application/xml"

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """Write an order."""
        for part in _order_parts(order):
            out.write(part.encode())

    def read(self, content: bytes) -> BankReturn:
        """Read a return, whichever of the two messages it is. Raises `InvalidValue`."""
        reading: Reading | None = None
        try:
            for event, element in iterparse(
                BytesIO(content), events=("start", "end"), forbid_dtd=True
            ):
                if reading is None:
                    reading = _reading(element)
                elif event == "end":
                    reading.take(element)
        except (ParseError, DefusedXmlException):
            raise InvalidValue(NOT_READABLE) from None
        if reading is None:
            raise InvalidValue(NOT_READABLE)
        return reading.told()

    def read_order(self, content: bytes) -> PaymentOrder:
        """What the bank reads. Raises `InvalidValue`."""
        try:
            return _order(content)
        except (ParseError, DefusedXmlException):
            raise InvalidValue(NOT_READABLE) from None

    def write_return(self, told: BankReturn, out: BinaryIO) -> None:
        """What the bank writes: a status report, or a notification of what came back late."""
        out.write(_DECLARATION.encode())
        for part in return_parts(told):
            out.write(part.encode())


def _order_parts(order: PaymentOrder) -> Iterator[str]:
    message, payer = _text(order.message_id, 35), _text(order.payer_name, _NAME)
    count = f"<NbOfTxs>{order.count}</NbOfTxs><CtrlSum>{yuan(order.total_fen)}</CtrlSum>"
    day = order.requested_on.isoformat()
    yield (
        f'{_DECLARATION}<Document xmlns="{PAIN_001}"><CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{day}T00:00:00</CreDtTm>{count}"
        f"<InitgPty><Nm>{payer}</Nm></InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{message}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>"
        f"{count}<ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt><Dbtr><Nm>{payer}</Nm></Dbtr>"
        f"<DbtrAcct>{_account(order.payer_account)}</DbtrAcct><DbtrAgt>{_NO_AGENT}</DbtrAgt>\n"
    )
    for line in order.lines:
        yield _transfer(line)
    yield "</PmtInf></CstmrCdtTrfInitn></Document>\n"


def _transfer(line: OrderLine) -> str:
    remark = _text(line.remark, _REMARK)
    told = "" if remark == _NOT_PROVIDED else f"<RmtInf><Ustrd>{remark}</Ustrd></RmtInf>"
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{_text(line.end_to_end_id, 35)}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="CNY">{yuan(line.amount_fen)}</InstdAmt></Amt>'
        f"<CdtrAgt><FinInstnId><Nm>{_text(line.bank, _NAME)}</Nm></FinInstnId></CdtrAgt>"
        f"<Cdtr><Nm>{_text(line.name, _NAME)}</Nm></Cdtr>"
        f"<CdtrAcct>{_account(line.account)}</CdtrAcct>"
        f"{told}</CdtTrfTxInf>\n"
    )


def _account(number: str) -> str:
    return f"<Id><Othr><Id>{_text(number, 34)}</Id></Othr></Id>"


def _text(text: str, longest: int) -> str:
    """No field of the message may be empty; the word for that is the standard's."""
    cut = allowed(text)[:longest]
    return escape(cut) if cut.strip() else _NOT_PROVIDED


def _reading(root: Element) -> Reading:
    namespace = root.tag[1:].partition("}")[0]
    if not namespace.startswith((PAIN_002, CAMT)):
        raise InvalidValue(OTHER_MESSAGE)
    return Reading(namespace)


def _order(content: bytes) -> PaymentOrder:
    space = f"{{{PAIN_001}}}"
    found: dict[str, str] = {}
    lines: list[OrderLine] = []
    for _, element in iterparse(BytesIO(content), forbid_dtd=True):
        name = element.tag.removeprefix(space)
        if name == "CdtTrfTxInf":
            lines.append(_order_line(element, space))
            element.clear()
        elif name in ("MsgId", "NbOfTxs", "CtrlSum", "Dt", "Nm"):
            found.setdefault(name, element.text or "")
        elif name == "DbtrAcct":
            found[name] = "".join(element.itertext())
    if not lines or len(found) < 6:
        raise InvalidValue(NOT_READABLE)
    return PaymentOrder(
        found["MsgId"],
        date.fromisoformat(found["Dt"]),
        found["Nm"],
        found["DbtrAcct"],
        int(found["NbOfTxs"]),
        int(found["CtrlSum"].replace(".", "")),
        lines,
    )


def _order_line(element: Element, space: str) -> OrderLine:
    def under(path: str) -> str:
        return element.findtext("/".join(f"{space}{step}" for step in path.split("/"))) or ""

    return OrderLine(
        under("PmtId/EndToEndId"),
        under("Cdtr/Nm"),
        under("CdtrAgt/FinInstnId/Nm"),
        under("CdtrAcct/Id/Othr/Id"),
        int(under("Amt/InstdAmt").replace(".", "")),
        under("RmtInf/Ustrd"),
    )
