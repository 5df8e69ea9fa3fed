"""The two messages of ISO 20022 that say what became of payments.

A status report (pain.002) says of each payment whether it was carried out. A notification
(camt.054) says what was booked: a debit is a payment that went out, a credit with the reason of a
return is one that came back. The one is the first word about a payment, the other, which takes that
back, the second.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from minzheng.adapters.banks.faults import Faults
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, ReturnLine

PAIN_002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."
CARRIED_OUT = frozenset({"ACSC", "ACCC"})
REFUSED = "RJCT"
BOOKED_OUT, BOOKED_BACK = "DBIT", "CRDT"
REASONS: Mapping[str, str] = {
    "AC01": "账号错误",
    "AC04": "账户已销户",
    "AC06": "账户被冻结或者止付",
    "AC13": "账户类别不符",
    "AG01": "账户不允许此类交易",
    "AM04": "付款账户余额不足",
    "AM05": "重复的支付",
    "BE01": "户名与账号不符",
    "DUPL": "重复的支付",
    "MD07": "收款人已死亡",
    "RC01": "开户银行信息错误",
    "MS03": "",
    "NARR": "",
}
"""Of the external code lists; a code that is not here is shown as it is."""


class Reading:
    """What has been read of a message so far; elements are let go as soon as they were read."""

    def __init__(self, namespace: str) -> None:
        self._space = f"{{{namespace}}}"
        self._status = namespace.startswith(PAIN_002)
        self._faults = Faults()
        self._lines: list[ReturnLine] = []
        self._messages: set[str] = set()
        self._of_entry: list[str] = []
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
            self._of_entry.append(self._under(element, "Refs/MsgId"))
            element.clear()
        elif name == "OrgnlGrpInfAndSts" and self._status:
            self._head(element, "OrgnlMsgId", "OrgnlNbOfTxs", "OrgnlCtrlSum")
            self._of_statuses(element)
        elif name == "Btch" and not self._status:
            self._head(element, "MsgId", "NbOfTxs", "TtlAmt")
        elif name == "Ntry" and not self._status:
            self._entry(element)
            element.clear()

    def told(self) -> BankReturn:
        """All of it. Raises `InvalidValue`."""
        self._faults.require_none()
        if len(self._messages) != 1 or "" in self._messages:
            raise InvalidValue("报文没有批次号，或者混有几个批次。")
        return BankReturn(self._messages.pop(), self._count, self._total, tuple(self._lines))

    def _head(self, element: Element, message: str, count: str, total: str) -> None:
        self._messages.add(self._under(element, message))
        self._count += self._faults.count(1, self._under(element, count))
        self._total += self._faults.amount(1, self._under(element, total))

    def _entry(self, element: Element) -> None:
        """Where a bank groups no batch, each payment names its message; the entry has their sum."""
        details = element.findall(f"{self._space}NtryDtls/{self._space}Btch")
        if self._of_entry and not details:
            self._messages.update(self._of_entry)
            self._count += len(self._of_entry)
            self._total += self._faults.amount(len(self._lines), self._under(element, "Amt"))
        self._of_entry = []

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
        direction = self._under(element, "CdtDbtInd")
        if direction not in (BOOKED_OUT, BOOKED_BACK):
            self._faults.add(place, "没有写明借贷方向")
        back = direction == BOOKED_BACK
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
