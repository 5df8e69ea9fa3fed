"""A format as a bank knows it: it reads orders and writes returns."""

from typing import BinaryIO, Protocol

from minzheng.kernel.payments.ports import BankFormat, BankReturn, PaymentOrder


class BankSide(BankFormat, Protocol):
    """Both directions of one format."""

    def read_order(self, content: bytes) -> PaymentOrder:
        """Read an order. Raises `InvalidValue`."""
        ...

    def write_return(self, told: BankReturn, out: BinaryIO) -> None:
        """Write a return."""
        ...
