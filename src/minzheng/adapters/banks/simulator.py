"""A bank that does not exist, with the manners of those that do.

It takes a while, gives some payments back, some of them only after it had reported them as paid,
delivers a return twice, or cut off. Everything is decided by a seed and the ids of the payments,
so that a test that fails once fails again. What it was sent lies in a folder and survives us.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from minzheng.adapters.banks.bank_side import BankSide
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import (
    BankReturn,
    BankUnreachable,
    OrderLine,
    ReturnFile,
    ReturnLine,
    Standing,
)

PERMILLE = 1000
REASONS = ("账户已销户", "户名与账号不符", "账户被冻结或者止付", "账号错误")


class Lost(StrEnum):
    """When the line to the bank breaks: before it has the file, or after."""

    NEVER = "never"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankManner:
    """How a bank behaves. Shares are in thousandths of the payments."""

    seed: int = 1
    delay: timedelta = timedelta(0)
    refused: int = 0
    given_back: int = 0
    copies: int = 1
    truncated: bool = False
    lost: Lost = Lost.NEVER


@dataclass(frozen=True, slots=True)
class SimulatedBank:
    """One bank; `formats` are those that it reads, known by the extension of a file's name."""

    folder: Path
    formats: Iterable[BankSide]
    now: Callable[[], datetime]
    manner: BankManner = field(default_factory=BankManner)
    connected: bool = True

    def send(self, message_id: str, name: str, content: bytes) -> str:
        """Take a file in; the same one again gives the same receipt, another one is refused."""
        if self.manner.lost is Lost.BEFORE:
            raise BankUnreachable
        kept = self._place(message_id)
        receipt = f"S{sha256(content).hexdigest()[:16]}"
        if kept is None:
            self._keep(message_id, name, content)
        elif kept.read_bytes() != content:
            raise InvalidValue("银行已收到同一批次号的另一个文件，拒绝受理。")
        if self.manner.lost is Lost.AFTER:
            raise BankUnreachable
        return receipt

    def ask(self, message_id: str) -> Standing:
        """What it knows of a message."""
        kept = self._place(message_id)
        if kept is None:
            return "unknown"
        return "settled" if self._done(kept) else "received"

    def collect(self, message_id: str) -> tuple[ReturnFile, ...]:
        """The returns about a message that are ready."""
        kept = self._place(message_id)
        if kept is None or not self._done(kept):
            return ()
        bank_side = self._format(kept.name)
        order = bank_side.read_order(kept.read_bytes())
        lines = list(order.lines)
        files = [self._written(bank_side, message_id, [self._first(each) for each in lines])]
        late = [self._second(each) for each in lines if self._comes_back_late(each)]
        if late:
            files.append(self._written(bank_side, message_id, late))
        if self.manner.truncated:
            files = [each[: len(each) * 2 // 3] for each in files]
        return tuple(
            ReturnFile(f"{message_id}-{copy + 1}-{place + 1}.{bank_side.extension}", content)
            for copy in range(self.manner.copies)
            for place, content in enumerate(files)
        )

    def _written(self, bank_side: BankSide, message_id: str, lines: list[ReturnLine]) -> bytes:
        total = sum(each.amount_fen for each in lines)
        out = BytesIO()
        bank_side.write_return(BankReturn(message_id, len(lines), total, tuple(lines)), out)
        return out.getvalue()

    def _first(self, line: OrderLine) -> ReturnLine:
        paid = self._drawn("refused", line) >= self.manner.refused
        return self._word(line, 1, paid=paid)

    def _second(self, line: OrderLine) -> ReturnLine:
        return self._word(line, 2, paid=False)

    def _word(self, line: OrderLine, sequence: int, *, paid: bool) -> ReturnLine:
        reason = "" if paid else REASONS[self._drawn("reason", line) % len(REASONS)]
        return ReturnLine(line.end_to_end_id, sequence, line.amount_fen, paid, reason, line.account)

    def _comes_back_late(self, line: OrderLine) -> bool:
        paid_first = self._drawn("refused", line) >= self.manner.refused
        return paid_first and self._drawn("given back", line) < self.manner.given_back

    def _drawn(self, what: str, line: OrderLine) -> int:
        drawn = sha256(f"{self.manner.seed} {what} {line.end_to_end_id}".encode()).digest()
        return int.from_bytes(drawn[:4]) % PERMILLE

    def _place(self, message_id: str) -> Path | None:
        found = sorted((self.folder / _safe(message_id)).glob("order.*"))
        return found[0] if found else None

    def _keep(self, message_id: str, name: str, content: bytes) -> None:
        folder = self.folder / _safe(message_id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "since").write_text(self.now().isoformat(), "utf-8")
        # The order appears whole or not at all.
        written = folder / "written"
        written.write_bytes(content)
        written.replace(folder / f"order.{self._format(name).extension}")

    def _done(self, kept: Path) -> bool:
        since = datetime.fromisoformat((kept.parent / "since").read_text("utf-8"))
        return self.now() >= since + self.manner.delay

    def _format(self, name: str) -> BankSide:
        extension = name.rpartition(".")[2]
        known = {each.extension: each for each in self.formats}
        if extension not in known:
            raise InvalidValue("银行不认识这种文件。")
        return known[extension]


def _safe(message_id: str) -> str:
    if not (message_id.isascii() and message_id.isalnum()):
        raise InvalidValue("批次号只能由字母和数字组成。")
    return message_id
