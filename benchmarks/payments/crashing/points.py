"""The named points at which programs are killed: in which act, at which function, by what.

`before` is the moment in which the function is entered, otherwise that in which it is left; a
random number of calls further on the program is no more. At points of the database the server is
killed instead, and the program meets what a program meets then.
"""

import random
from dataclasses import dataclass

_PAYMENTS = "minzheng.kernel.payments"
_RUNS = "minzheng.kernel.entitlements.runs"
_BANK = "minzheng.adapters.banks.simulator:SimulatedBank"
_STORE = "minzheng.kernel.documents.store"

FURTHER = 1_500
"""At most so many calls after the point is reached."""


@dataclass(frozen=True, slots=True)
class Point:
    """A name, the act that is going on, the function, and who dies."""

    name: str
    act: str
    function: str
    before: bool = True
    database: bool = False


@dataclass(frozen=True, slots=True)
class Blow:
    """One kill: where, and how many calls after that."""

    point: Point
    further: int


POINTS = (
    Point("draft, asked for", "draft", f"{_PAYMENTS}.drafting:drafted"),
    Point("draft, lines written", "draft", f"{_PAYMENTS}.drafting:count_lines"),
    Point("check, accounts taken in", "check", f"{_PAYMENTS}.refreshing:refresh", before=False),
    Point("check, findings", "check", f"{_PAYMENTS}.finding:find"),
    Point("check, hash", "check", f"{_PAYMENTS}.hashing:hash_of_lines", before=False),
    Point("approve, signed", "approve", f"{_PAYMENTS}.batching:require_level", before=False),
    Point("freeze, measured", "freeze", f"{_PAYMENTS}.refreshing:hold", before=False),
    Point("freeze, hash compared", "freeze", f"{_PAYMENTS}.hashing:hash_of_lines"),
    Point("freeze, divided among funds", "freeze", f"{_PAYMENTS}.dividing:portions", before=False),
    Point("freeze, journal begun", "freeze", f"{_PAYMENTS}.posting:begin", before=False),
    Point("freeze, entries posted", "freeze", f"{_PAYMENTS}.posting:add_chosen", before=False),
    Point("freeze, counted", "freeze", f"{_PAYMENTS}.freezing:freeze", before=False),
    Point("file, made", "file", f"{_PAYMENTS}.filing:made", before=False),
    Point("file, into the store", "file", f"{_STORE}:put"),
    Point("file, in the store", "file", f"{_STORE}:put", before=False),
    Point("file, row written", "file", f"{_PAYMENTS}.filing:write", before=False),
    Point("send, intent", "send", f"{_PAYMENTS}.sending:begin"),
    Point("send, intent written", "send", f"{_PAYMENTS}.sending:begin", before=False),
    Point("send, before the bank", "send", f"{_BANK}.send"),
    Point("send, while the bank takes it", "send", f"{_BANK}._keep"),
    Point("send, after the bank", "send", f"{_BANK}.send", before=False),
    Point("send, marked", "send", f"{_PAYMENTS}.sending:arrived", before=False),
    Point("return, fetched", "collect", f"{_BANK}.collect", before=False),
    Point("return, kept", "collect", f"{_PAYMENTS}.returning:digest_of_file", before=False),
    Point("return, words written", "collect", f"{_PAYMENTS}.returning:_words", before=False),
    Point("return, posted", "collect", f"{_PAYMENTS}.returning:_post", before=False),
    Point(
        "return, those returned often",
        "collect",
        f"{_PAYMENTS}.repairing:visit_those_returned_often",
    ),
    Point("repair, drafted", "repair", f"{_PAYMENTS}.repairing:drafted", before=False),
    Point("money allotted", "allot", f"{_PAYMENTS}.posting:add", before=False),
    Point("day of the books sealed", "night", f"{_PAYMENTS}.day_sealing:computed"),
    Point("books inspected", "night", f"{_PAYMENTS}.inspecting:inspect"),
    Point("trail sealed", "night", "minzheng.kernel.audit.sealing:_chained"),
    Point("month, snapshot taken", "month", f"{_RUNS}.taking:take", before=False),
    Point("month, rules asked", "month", f"{_RUNS}.performing:_Work._done"),
    Point("month, differences written", "month", f"{_RUNS}.writing:write_differences"),
    Point("month, leads", "month", f"{_RUNS}.leading:follow"),
    Point("database, draft", "draft", f"{_PAYMENTS}.drafting:count_lines", database=True),
    Point("database, freeze", "freeze", f"{_PAYMENTS}.posting:add_chosen", database=True),
    Point("database, file", "file", f"{_STORE}:put", before=False, database=True),
    Point("database, intent", "send", f"{_PAYMENTS}.sending:begin", database=True),
    Point("database, after the bank", "send", f"{_BANK}.send", before=False, database=True),
    Point("database, return", "collect", f"{_PAYMENTS}.returning:_post", database=True),
)


def blows(times: int, seed: int = 20261122) -> list[Blow]:
    """Every point so many times, each a random number of calls further on; the first at once."""
    chance = random.Random(seed)
    return [
        Blow(point, chance.randint(1, FURTHER) if turn else 0)
        for turn in range(times)
        for point in POINTS
    ]
