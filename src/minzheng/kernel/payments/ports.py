"""What payments need of the outside: how a bank wants its files, and how they reach it.

Config installs both at start. A format is a pair of pure functions; a channel is the one thing here
that touches the world, and it never sends twice by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Generic, Literal, Protocol, TypeVar

from minzheng.rules.numbers.parameter_set import ParameterSet

Port = TypeVar("Port")
Standing = Literal["unknown", "received", "settled"]
"""What a bank knows of a message: nothing, that it has it, that all of it was dealt with."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One payment to one account, amounts in fen. `repr` leaves out whose it is."""

    end_to_end_id: str
    name: str = field(repr=False)
    bank: str
    account: str = field(repr=False)
    amount_fen: int
    remark: str


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """A whole file as the bank is to read it.

    `lines` is iterated once, in order of `end_to_end_id`; `count` and `total_fen` are those of the
    lines, known beforehand because they stand in the head of most formats.
    """

    message_id: str
    requested_on: date
    payer_name: str
    payer_account: str = field(repr=False)
    count: int
    total_fen: int
    lines: Iterable[OrderLine]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What the bank says of one payment; `sequence` counts its words about the same one."""

    end_to_end_id: str
    sequence: int
    amount_fen: int
    paid: bool
    reason: str
    account: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BankReturn:
    """A file of a bank about one message, with the figures of its own head."""

    message_id: str
    count: int
    total_fen: int
    lines: tuple[ReturnLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A return as a bank hands it over."""

    name: str
    content: bytes = field(repr=False)


class BankFormat(Protocol):
    """How one kind of bank writes and reads."""

    code: str
    title: str
    extension: str
    media_type: str

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """Write an order: the same order gives the same bytes, for ever."""
        ...

    def read(self, content: bytes) -> BankReturn:
        """Read a return. Raises `InvalidValue` that names every fault with its line."""
        ...


class BankUnreachable(Exception):
    """Nobody knows whether the bank has the file: ask it, never send again unasked."""


class BankChannel(Protocol):
    """The way to a bank; one that is not `connected` is walked by a person with the file."""

    @property
    def connected(self) -> bool:
        """Whether files travel by themselves."""
        ...

    def send(self, message_id: str, name: str, content: bytes) -> str:
        """Hand a file over; the bank's receipt. Raises `BankUnreachable`."""
        ...

    def ask(self, message_id: str) -> Standing:
        """What the bank knows of a message. Raises `BankUnreachable`."""
        ...

    def collect(self, message_id: str) -> tuple[ReturnFile, ...]:
        """The returns about a message that the bank has ready. Raises `BankUnreachable`."""
        ...


class PortMissing(RuntimeError):
    """A program's mistake: config has not said who does this."""


class Installed(Generic[Port]):
    """One port, and what config has put there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._installed: list[Port] = []

    def install(self, port: Port) -> None:
        """Called once by config."""
        self._installed[:] = [port]

    def __call__(self) -> Port:
        """Whoever was installed. Raises `PortMissing`."""
        if not self._installed:
            raise PortMissing(f"config installs {self._name} at start")
        return self._installed[0]


bank_formats: Installed[Mapping[str, BankFormat]] = Installed("payments.ports.bank_formats")
"""By `code`."""
bank_channel: Installed[Callable[[str], BankChannel]] = Installed("payments.ports.bank_channel")
"""The channel of a fund's paying account, by the code of its bank."""
practice_numbers: Installed[Callable[[], ParameterSet]] = Installed(
    "payments.ports.practice_numbers"
)
