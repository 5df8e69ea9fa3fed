"""The tables of payments."""

from minzheng.kernel.payments.models.batches import Attempt, BankFile, Batch, BatchFund
from minzheng.kernel.payments.models.deliveries import (
    Delivery,
    DeliveryState,
    Dispute,
    DisputeOutcome,
    Redemption,
)
from minzheng.kernel.payments.models.funds import Book, Fund, FundShare, Source
from minzheng.kernel.payments.models.imprest import (
    ImprestCount,
    ImprestFloat,
    ImprestMovement,
    MovementKind,
)
from minzheng.kernel.payments.models.inspections import Inspection
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
from minzheng.kernel.payments.models.price_rises import PriceRise, PriceRiseState
from minzheng.kernel.payments.models.providers import (
    Provider,
    ProviderAccount,
    ProviderAccountState,
    ProviderState,
)
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
from minzheng.kernel.payments.models.settlements import Settlement, SettlementState
from minzheng.kernel.payments.models.tables import (
    PaymentTable,
    PublicTable,
    TableKind,
    TableState,
)
from minzheng.kernel.payments.models.voidings import Voiding, VoidingState

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
    "Delivery",
    "DeliveryState",
    "Dispute",
    "DisputeOutcome",
    "Entry",
    "Finding",
    "Fund",
    "FundShare",
    "Ground",
    "ImprestCount",
    "ImprestFloat",
    "ImprestMovement",
    "Inspection",
    "Instalment",
    "Instruction",
    "Journal",
    "JournalKind",
    "LedgerAccount",
    "LedgerDay",
    "Move",
    "MovementKind",
    "Outcome",
    "PaymentTable",
    "Posting",
    "PriceRise",
    "PriceRiseState",
    "Provider",
    "ProviderAccount",
    "ProviderAccountState",
    "ProviderState",
    "PublicTable",
    "Receipt",
    "Receivable",
    "ReceivableMonth",
    "ReceivableState",
    "Redemption",
    "Return",
    "Settlement",
    "SettlementState",
    "Source",
    "TableKind",
    "TableState",
    "Voiding",
    "VoidingState",
    "WriteOff",
    "WriteOffState",
]
