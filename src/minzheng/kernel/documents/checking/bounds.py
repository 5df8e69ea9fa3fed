"""How large a file may be, packed and unpacked, and what its examination may cost."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds for one use of files.

    `ratio` is unpacked to packed size of one member, asked of members beyond a megabyte; `scanned`
    is the most XML that is parsed in full, beyond it only definitions are looked for.
    """

    size: int
    unpacked: int
    ratio: int
    members: int
    scanned: int
    pixels: int
    seconds: int
    memory: int


EVIDENCE = Bounds(
    size=20 * MEGABYTE,
    unpacked=100 * MEGABYTE,
    ratio=100,
    members=2_000,
    scanned=16 * MEGABYTE,
    pixels=40_000_000,
    seconds=5,
    memory=512 * MEGABYTE,
)
"""Evidence that somebody uploads in the desk."""

WORKBOOK = Bounds(
    size=200 * MEGABYTE,
    unpacked=3_000 * MEGABYTE,
    ratio=200,
    members=500,
    scanned=4 * MEGABYTE,
    pixels=0,
    seconds=60,
    memory=1_024 * MEGABYTE,
)
"""A workbook to be imported: a hundred thousand rows with a hundred columns."""

BOUNDS = {"evidence": EVIDENCE, "workbook": WORKBOOK}
