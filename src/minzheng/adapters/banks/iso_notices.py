"""What a bank writes in ISO 20022: a status report, or a notification of what came back.

The first word about payments is a status report (pain.002). What comes back after it had been paid
is booked, and told by a notification (camt.054).
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from minzheng.adapters.banks.faults import yuan
from minzheng.adapters.banks.iso_returns import CAMT, PAIN_002, REFUSED
from minzheng.adapters.banks.xml_text import allowed
from minzheng.kernel.payments.ports import BankReturn, ReturnLine

PAID = "ACSC"
_WRITTEN = "2000-01-01T00:00:00"
"""The same return has the same bytes."""

_RETURNED = (
    "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn>"
    "</BkTxCd>"
)
_IN_WORDS, _NOT_SPECIFIED = "NARR", "MS03"
"""A status is explained in words; the list of codes of returns has no such code."""


def return_parts(told: BankReturn) -> Iterator[str]:
    """The message that says it."""
    late = all(each.sequence == 2 and not each.paid for each in told.lines)
    return _notification(told) if late else _status_report(told)


def _status_report(told: BankReturn) -> Iterator[str]:
    message = escape(told.message_id)
    yield (
        f'<Document xmlns="{PAIN_002}10"><CstmrPmtStsRpt>\n'
        f"<GrpHdr><MsgId>R{message}</MsgId><CreDtTm>{_WRITTEN}</CreDtTm></GrpHdr>\n"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>{told.count}</OrgnlNbOfTxs>"
        f"<OrgnlCtrlSum>{yuan(told.total_fen)}</OrgnlCtrlSum><GrpSts>PART</GrpSts>"
        "</OrgnlGrpInfAndSts>\n"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>\n"
    )
    for each in told.lines:
        yield _status(each)
    yield "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"


def _status(line: ReturnLine) -> str:
    status = PAID if line.paid else REFUSED
    reason = "" if line.paid else f"<StsRsnInf>{_reason(_IN_WORDS, line)}</StsRsnInf>"
    return (
        f"<TxInfAndSts><StsId>{line.sequence}</StsId>"
        f"<OrgnlEndToEndId>{escape(line.end_to_end_id)}</OrgnlEndToEndId>"
        f"<TxSts>{status}</TxSts>{reason}<OrgnlTxRef><Amt>"
        f'<InstdAmt Ccy="CNY">{yuan(line.amount_fen)}</InstdAmt></Amt>{_account(line)}'
        "</OrgnlTxRef></TxInfAndSts>\n"
    )


def _notification(told: BankReturn) -> Iterator[str]:
    message, total = escape(told.message_id), f'Ccy="CNY">{yuan(told.total_fen)}'
    written = f"<CreDtTm>{_WRITTEN}</CreDtTm>"
    yield (
        f'<Document xmlns="{CAMT}08"><BkToCstmrDbtCdtNtfctn>\n'
        f"<GrpHdr><MsgId>N{message}</MsgId>{written}</GrpHdr>\n"
        f"<Ntfctn><Id>N{message}</Id>{written}"
        "<Acct><Id><Othr><Id>NOTPROVIDED</Id></Othr></Id></Acct>\n"
        f"<Ntry><Amt {total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>{_RETURNED}"
        f"<NtryDtls><Btch><MsgId>{message}</MsgId><NbOfTxs>{told.count}</NbOfTxs>"
        f"<TtlAmt {total}</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd></Btch>\n"
    )
    for each in told.lines:
        yield _given_back(each)
    yield "</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"


def _given_back(line: ReturnLine) -> str:
    reason = _reason(_NOT_SPECIFIED, line)
    return (
        f"<TxDtls><Refs><EndToEndId>{escape(line.end_to_end_id)}</EndToEndId></Refs>"
        f'<Amt Ccy="CNY">{yuan(line.amount_fen)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RltdPties>{_account(line)}</RltdPties><RtrInf>{reason}</RtrInf></TxDtls>\n"
    )


def _account(line: ReturnLine) -> str:
    return f"<CdtrAcct><Id><Othr><Id>{escape(line.account)}</Id></Othr></Id></CdtrAcct>"


def _reason(code: str, line: ReturnLine) -> str:
    """A field for words may not be empty."""
    said = allowed(line.reason)[:105]
    more = f"<AddtlInf>{escape(said)}</AddtlInf>" if said.strip() else ""
    return f"<Rsn><Cd>{code}</Cd></Rsn>{more}"
