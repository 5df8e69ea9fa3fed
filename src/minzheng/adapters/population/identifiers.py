"""Resident numbers for invented people: well-formed, with the right check digit, never twice.

Parts do not know each other, so each has its own sequence numbers: a band of sixty for each day and
code, sixteen bands to a code, and a further code of first registration for every sixteen parts.
The last forty sequence numbers of each day are left to the hand-made households.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from minzheng.adapters.population.city import Block
from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.streams import Array, happens, pick
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.codes import Sex

BANDS = 16
BAND = 60
HAND_MADE = BANDS * BAND + 1
"""The first sequence number that no band uses; an odd one, for a man."""

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])  # GB 11643-1999
_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
_PERMITS = (810000, 830000)
_SPARE_FIRST, _SPARE_CODES = 320424, 9


def resident_ids(draft: Draft) -> pa.Array:
    """A number for everybody, from the place of first registration, birth date and sex."""
    codes, bands = _codes(draft)
    births = draft.person["birth_date"].astype(np.int64)
    male = draft.sex == Sex.male
    ranks = _ranks((codes * 10**8 + births) * 2 + male)
    if ranks.max(initial=0) >= BAND // 2:
        raise ValueError("more people born on one day than a band of sequence numbers holds")
    sequences = bands * BAND + 2 * ranks + np.where(male, 1, 2)
    return numbers_of(codes, births, sequences)


def numbers_of(codes: Array, births: Array, sequences: Array) -> pa.Array:
    """Eighteen characters each: code, birth date, sequence and check digit."""
    first_17 = codes * 10**11 + births * 1000 + sequences
    powers = 10 ** np.arange(16, -1, -1, dtype=np.int64)
    text = np.empty((len(codes), 18), np.uint8)
    total = np.zeros(len(codes), np.int64)
    for place, power in enumerate(powers.tolist()):
        digit = first_17 // power % 10
        total += digit * _WEIGHTS[place]
        text[:, place] = digit + ord("0")
    text[:, 17] = _CHECKS[total % 11]
    return strings(text)


def household_ids(block: Block) -> pa.Array:
    """`320411-0001234`: the county and a serial number within it."""
    serial = block.first_serial + np.arange(block.households)
    text = np.empty((block.households, 14), np.uint8)
    text[:, :7] = np.frombuffer(f"{block.county.code}-".encode(), np.uint8)
    for place in range(7):
        text[:, 7 + place] = serial // 10 ** (6 - place) % 10 + ord("0")
    return strings(text)


def strings(text: Array) -> pa.Array:
    """Rows of ASCII bytes as an Arrow array of strings."""
    rows, width = text.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(text))]
    return pa.Array.from_buffers(pa.string(), rows, buffers)


def _codes(draft: Draft) -> tuple[Array, Array]:
    rng = draft.streams.of("first registration")
    block, rows = draft.block, draft.persons
    round_, band = divmod(block.number - 1, BANDS)
    codes = np.full(rows, _home_code(block, round_), np.int64)
    bands = np.full(rows, band, np.int64)
    group, band = divmod(block.place, BANDS)
    elsewhere = _places()["elsewhere"]
    groups = -(-block.parts // BANDS)
    mine = np.array(elsewhere[group::groups])
    if not len(mine):
        raise InvalidValue("演示人口最多约3000万户, 请减少户数。")
    moved = ~draft.person["locally_registered"] | happens(rng, 0.05, rows)
    codes[moved] = mine[pick(rng, np.ones(len(mine)), rows)][moved]
    bands[moved] = band
    if group < len(_PERMITS):
        codes[draft.from_hong_kong] = _PERMITS[group]
    return codes, bands


def _home_code(block: Block, round_: int) -> int:
    own = int(block.county.code)
    codes = [own, *_places()["earlier"].get(block.county.code, ())]
    # Cities larger than life (for benchmarks): codes of 3204 that no county has.
    spare = _SPARE_FIRST + _SPARE_CODES * _COUNTY_PLACES.index(own % 100)
    codes += range(spare, spare + _SPARE_CODES)
    if round_ >= len(codes):
        raise InvalidValue("演示人口最多约3000万户, 请减少户数。")
    return int(codes[round_])


_COUNTY_PLACES = (2, 4, 11, 12, 13, 81)


def _ranks(keys: Array) -> Array:
    """The place of each row among the rows of the same key, from 0, in row order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else order
    lengths = np.diff(np.r_[starts, len(keys)])
    ranks = np.empty(len(keys), np.int64)
    ranks[order] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return ranks


@cache
def _places() -> dict[str, Any]:
    text = files(__package__).joinpath("registration_places.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))
