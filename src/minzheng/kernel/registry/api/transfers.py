"""Transfers of files between offices of which neither sees the other."""

from minzheng.kernel.registry.transferring import (
    accept_transfer,
    count_offers,
    decline_transfer,
    end_transfer,
    list_offers,
    list_transfers,
    one_transfer,
    propose_transfer,
    read_offer,
)

__all__ = [
    "accept_transfer",
    "count_offers",
    "decline_transfer",
    "end_transfer",
    "list_offers",
    "list_transfers",
    "one_transfer",
    "propose_transfer",
    "read_offer",
]
