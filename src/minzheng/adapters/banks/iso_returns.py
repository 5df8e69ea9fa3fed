"""The two messages of ISO 20022 that say what became of payments.

A status report (pain.002) says of each payment whether it was carried out. A notification
(camt.054) says what was booked: a debit is a payment that went out, a credit with the reason of a
return is one that came back. The one is the first word about a payment, the other, which takes that
back, the second.
"""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from minzheng.adapters.banks.faults import Faults, yuan
from minzheng.adapters.banks.xml_text import allowed
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, ReturnLine

PAIN_002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."
CARRIED_OUT = frozenset({"ACSC", "ACCC"})
REFUSED = "RJCT"
BOOKED_BACK = "CRDT"
REASONS: Mapping[str, str] = {
    "AC01": "账号错误",
    "AC04": "账户已销户",
    "AC06": "账户被冻结或者止付",
    "AC13": "账户类别不符",
    "AG01": "账户不允许此类交易",
    "AM04": "付款账户余额不足",
    "BE01": "户名与账号不符",
    "DUPL": "重复的支付",
    "MD07": "收款人已死亡",
    "RC01": "开户银行信息错误",
    "NARR": "",
}
"""Of the external code lists; a code that is not here is shown as it is."""

STATUS_HEAD = (
    f'<Document xmlns="{PAIN_002}10"><CstmrPmtStsRpt>\n'
    "<GrpHdr><MsgId>R{message}</MsgId><CreDtTm>2000-01-01T00:00:00</CreDtTm></GrpHdr>\n"
    "<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>"
    "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>{count}</OrgnlNbOfTxs>"
    "<OrgnlCtrlSum>{total}</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n"
    "<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>\n"
)


def status_lines(lines: Iterable[ReturnLine]) -> Iterator[str]:
    """The transactions of a status report; `sequence` is its own number of the word."""
    for each in lines:
        status = "ACSC" if each.paid else REFUSED
        reason = ""
        if not each.paid:
            said = escape(allowed(each.reason)[:105])
            reason = f"<StsRsnInf><Rsn><Cd>NARR</Cd></Rsn><AddtlInf>{said}</AddtlInf></StsRsnInf>"
        payment = escape(each.end_to_end_id)
        yield (
            f"<TxInfAndSts><StsId>{each.sequence}</StsId>"
            f"<OrgnlEndToEndId>{payment}</OrgnlEndToEndId>"
            f"<TxSts>{status}</TxSts>{reason}<OrgnlTxRef><Amt>"
            f'<InstdAmt Ccy="CNY">{yuan(each.amount_fen)}</InstdAmt></Amt><CdtrAcct><Id><Othr>'
            f"<Id>{escape(each.account)}</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>\n"
        )


class Reading:
    """What has been read of a message so far; elements are let go as soon as they were read."""

    def __init__(self, namespace: str) -> None:
        self._space = f"{{{namespace}}}"
        self._status = namespace.startswith(PAIN_002)
        self._faults = Faults()
        self._lines: list[ReturnLine] = []
        self._messages: set[str] = set()
        self._count = 0
        self._total = 0

    def take(self, element: Element) -> None:
        """An element that has ended."""
        name = element.tag.removeprefix(self._space)
        if name == "TxInfAndSts" and self._status:
            self._lines.append(self._status_line(element))
            element.clear()
        elif name == "TxDtls" and not self._status:
            self._lines.append(self._booked_line(element))
            element.clear()
        elif name == "OrgnlGrpInfAndSts" and self._status:
            self._head(element, "OrgnlMsgId", "OrgnlNbOfTxs", "OrgnlCtrlSum")
            self._of_statuses(element)
        elif name == "Btch" and not self._status:
            self._head(element, "MsgId", "NbOfTxs", "TtlAmt")

    def told(self) -> BankReturn:
        """All of it. Raises `InvalidValue`."""
        self._faults.require_none()
        if len(self._messages) != 1:
            raise InvalidValue("报文没有批次号，或者混有几个批次。")
        return BankReturn(self._messages.pop(), self._count, self._total, tuple(self._lines))

    def _head(self, element: Element, message: str, count: str, total: str) -> None:
        self._messages.add(self._under(element, message))
        self._count += self._faults.count(1, self._under(element, count))
        self._total += self._faults.amount(1, self._under(element, total))

    def _of_statuses(self, element: Element) -> None:
        """A report about some of the payments says how many of them, beside those of the order."""
        parts = element.findall(f"{self._space}NbOfTxsPerSts")
        if parts:
            counts = [self._under(each, "DtldNbOfTxs") for each in parts]
            totals = [self._under(each, "DtldCtrlSum") for each in parts]
            self._count = sum(self._faults.count(1, each) for each in counts)
            self._total = sum(self._faults.amount(1, each) for each in totals)

    def _status_line(self, element: Element) -> ReturnLine:
        place = len(self._lines) + 1
        status = self._under(element, "TxSts")
        if status not in CARRIED_OUT and status != REFUSED:
            self._faults.add(place, f"支付状态{status[:4]}不是最终状态")
        number = self._under(element, "StsId")
        return ReturnLine(
            self._payment(place, self._under(element, "OrgnlEndToEndId")),
            int(number) if number.isdigit() and len(number) < 9 else 1,
            self._faults.amount(place, self._under(element, "OrgnlTxRef/Amt/InstdAmt")),
            status in CARRIED_OUT,
            self._reason(element, "StsRsnInf"),
            self._under(element, "OrgnlTxRef/CdtrAcct/Id/Othr/Id"),
        )

    def _booked_line(self, element: Element) -> ReturnLine:
        place = len(self._lines) + 1
        back = self._under(element, "CdtDbtInd") == BOOKED_BACK
        return ReturnLine(
            self._payment(place, self._under(element, "Refs/EndToEndId")),
            2 if back else 1,
            self._faults.amount(place, self._under(element, "Amt")),
            not back,
            self._reason(element, "RtrInf") if back else "",
            self._under(element, "RltdPties/CdtrAcct/Id/Othr/Id"),
        )

    def _payment(self, place: int, payment: str) -> str:
        if not payment or len(payment) > 35:
            self._faults.add(place, "支付编号不正确")
        return payment

    def _reason(self, element: Element, group: str) -> str:
        code = self._under(element, f"{group}/Rsn/Cd")
        said = self._under(element, f"{group}/AddtlInf")
        return " ".join(part for part in (REASONS.get(code, code), said) if part)[:200]

    def _under(self, element: Element, path: str) -> str:
        steps = "/".join(f"{self._space}{step}" for step in path.split("/"))
        return (element.findtext(steps) or "").strip()
