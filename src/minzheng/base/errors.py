"""The one family of exceptions that carry a sentence for the person at the screen.

A mistake of the *caller's program* (a negative number of members, a naive timestamp) is a plain
`ValueError`; what a person typed, a file lacks or the law forbids is a `MinzhengError`.
"""

from enum import Enum


class MinzhengError(Exception):
    """A failure that is explained to the user.

    `message` is one Chinese sentence that says what is wrong and what to do. It never repeats
    personal values (an ID number, a name, an account), because messages end up in logs.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)

    @property
    def message(self) -> str:
        """The Chinese sentence."""
        return str(self)


class InvalidValue(MinzhengError):
    """A typed or imported value that cannot be read, such as an amount or a month."""


class InvalidFile(InvalidValue):
    """A file that cannot be read; `faults` says of each place what is wrong there."""

    def __init__(self, summary: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{summary}{'；'.join(faults)}。")
        self.summary, self.faults = summary, faults

    def __reduce__(self) -> tuple[type["InvalidFile"], tuple[str, tuple[str, ...]]]:
        # An exception that comes back from a worker process is rebuilt from what it was made of.
        return type(self), (self.summary, self.faults)


class Fault(Enum):
    """Why an identifier is refused: `name` is the stable code for machines, `value` the sentence.

    Each identifier module subclasses this with its own members.
    """

    @property
    def message(self) -> str:
        """The Chinese sentence."""
        return str(self.value)


class InvalidIdentifier(MinzhengError):
    """An identifier that breaks its standard; `fault` tells which requirement."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault

    def __reduce__(self) -> tuple[type["InvalidIdentifier"], tuple[Fault]]:
        # Exceptions are rebuilt from their message by default, but this one is built from a fault;
        # without this line it could not come back from a worker process.
        return type(self), (self.fault,)
