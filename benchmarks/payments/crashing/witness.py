"""The bank that the crash tests pay through, and what its folder says of who was paid."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from minzheng.adapters.banks import FORMATS, BankManner, SimulatedBank

MANNER = BankManner(seed=7, refused=100, given_back=50, copies=2)
TEXT = FORMATS["text"]
FOLDER = "CRASHING_BANK"
"""The environment variable with the folder of the bank."""


def bank(folder: Path, now: Callable[[], datetime]) -> SimulatedBank:
    """A bank that refuses some, gives some back later, and says everything twice."""
    return SimulatedBank(folder, tuple(FORMATS.values()), now, MANNER)


@dataclass
class Witness:
    """Reads every order once; `paid` counts account and month over all of them."""

    bank: Path
    paid: Counter[tuple[str, str]] = field(default_factory=Counter)
    fen: int = 0
    read: set[str] = field(default_factory=set)

    def look(self) -> list[str]:
        """What the bank did that it should never have been told to do."""
        wrong = []
        for folder in sorted(self.bank.glob("*")):
            files = list(folder.glob("order.*"))
            if len(files) > 1:
                wrong.append(f"{len(files)} files of {folder.name}")
            if len(files) == 1 and folder.name not in self.read:
                self.read.add(folder.name)
                self._add(folder.name, files[0].read_bytes())
        wrong += [
            f"an account was paid {times} times for {month}"
            for (_, month), times in self.paid.items()
            if times > 1
        ]
        return wrong

    def _add(self, number: str, order: bytes) -> None:
        kept: dict[str, bool] = {}
        the_end = datetime.max.replace(tzinfo=UTC)
        for said in bank(self.bank, lambda: the_end).collect(number):
            for word in TEXT.read(said.content).lines:
                kept[word.end_to_end_id] = word.paid and kept.get(word.end_to_end_id, True)
        for each in TEXT.read_order(order).lines:
            if kept[each.end_to_end_id]:
                self.paid[each.account, each.remark] += 1
                self.fen += each.amount_fen
