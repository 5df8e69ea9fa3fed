"""A bank without a line to it: somebody carries the file to its counter, or to its own web page."""

from minzheng.kernel.payments.ports import BankUnreachable, ReturnFile, Standing


class AtTheCounter:
    """Nothing is sent nor fetched; officers say what the bank said."""

    connected = False

    def send(self, message_id: str, name: str, content: bytes) -> str:
        """Nobody is there to take it."""
        raise BankUnreachable

    def ask(self, message_id: str) -> Standing:
        """Nobody knows."""
        return "unknown"

    def collect(self, message_id: str) -> tuple[ReturnFile, ...]:
        """Nothing comes by itself."""
        return ()
