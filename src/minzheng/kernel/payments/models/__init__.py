"""The tables of payments."""

from minzheng.kernel.payments.models.batches import Attempt, BankFile, Batch, BatchFund
from minzheng.kernel.payments.models.funds import Book, Fund, FundShare, Source
from minzheng.kernel.payments.models.imprest import (
    ImprestCount,
    ImprestFloat,
    ImprestMovement,
    MovementKind,
)
from minzheng.kernel.payments.models.instructions import Comparison, Finding, Instruction
from minzheng.kernel.payments.models.ledger import (
    OF_A_FUND,
    AccountKind,
    Entry,
    Journal,
    JournalKind,
    LedgerAccount,
    LedgerDay,
    Posting,
)
from minzheng.kernel.payments.models.moves import Move
from minzheng.kernel.payments.models.recovery import (
    DebtorRole,
    Ground,
    Instalment,
    Receipt,
    Receivable,
    ReceivableMonth,
    ReceivableState,
    WriteOff,
    WriteOffState,
)
from minzheng.kernel.payments.models.returns import (
    EFFECTIVE,
    UNCLEAR,
    BankWord,
    Outcome,
    Return,
)

__all__ = [
    "EFFECTIVE",
    "OF_A_FUND",
    "UNCLEAR",
    "AccountKind",
    "Attempt",
    "BankFile",
    "BankWord",
    "Batch",
    "BatchFund",
    "Book",
    "Comparison",
    "DebtorRole",
    "Entry",
    "Finding",
    "Fund",
    "FundShare",
    "Ground",
    "ImprestCount",
    "ImprestFloat",
    "ImprestMovement",
    "Instalment",
    "Instruction",
    "Journal",
    "JournalKind",
    "LedgerAccount",
    "LedgerDay",
    "Move",
    "MovementKind",
    "Outcome",
    "Posting",
    "Receipt",
    "Receivable",
    "ReceivableMonth",
    "ReceivableState",
    "Return",
    "Source",
    "WriteOff",
    "WriteOffState",
]
