"""What residents need from outside: somebody who sends a message to a telephone."""

from typing import Protocol


class MessageSender(Protocol):
    """Sends a short message. Adapters stand in `adapters/messages`."""

    def send(self, phone: str, text: str) -> None:
        """Hand the message over. Raises `OSError` when that failed; the job is tried again."""
        ...


class NoMessages(RuntimeError):
    """A program's mistake: nobody has said how messages are sent."""


_sender: list[MessageSender] = []


def install_messages(sender: MessageSender) -> None:
    """Called once by config."""
    _sender[:] = [sender]


def messages() -> MessageSender:
    """Who sends messages here. Raises `NoMessages`."""
    if not _sender:
        raise NoMessages("config calls residents.ports.install_messages at start")
    return _sender[0]
