"""The divisions of a city and how its households are spread over them."""

import csv
import zlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

import numpy as np

from minzheng.adapters.population.figures import table
from minzheng.adapters.population.streams import Array
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.codes import Settlement

PART_HOUSEHOLDS = 60_000
"""Some 150,000 persons: keeps a part well under 250,000 persons and the memory small."""

URBAN_DIGITS = "014"
"""Villages' codes end in 001–199 or 400–499 for neighbourhoods, else for villages."""


@dataclass(frozen=True, slots=True)
class County:
    """A county with its villages: codes, settlement and the share of its households in each."""

    code: str
    name: str
    villages: tuple[str, ...]
    settlements: Array
    weights: Array


@dataclass(frozen=True, slots=True)
class Block:
    """The households of one part, before they are drawn."""

    name: str
    county: County
    households: int
    number: int
    """Of the part within its county, from 1."""
    place: int
    """Of the part among all parts of the city, from 0."""
    parts: int
    """How many parts there are in all."""
    first_serial: int
    """Of its first household within the county."""


def load_counties(area: str) -> tuple[County, ...]:
    """The counties of a city. Raises `InvalidValue` naming the cities there are."""
    folder = files(__package__).joinpath("divisions")
    cities = {path.name[:-4]: path for path in folder.iterdir() if path.name.endswith(".csv")}
    if area not in cities:
        available = "、".join(f"{code}（{_rows(cities[code])[code]}）" for code in sorted(cities))
        raise InvalidValue(f"演示人口没有这个地区的区划数据。可用的地区: {available}。")
    names = _rows(cities[area])
    counties = sorted(code for code in names if len(code) == 6 and code != area)
    return tuple(_county(code, names) for code in counties)


def allot(counties: tuple[County, ...], households: int) -> tuple[Block, ...]:
    """Households to counties by their residents, and within them to parts of like size."""
    residents = np.array([table("county_residents")[county.code] for county in counties])
    exact = residents * households / residents.sum()
    shares = exact.astype(np.int64)
    # Largest remainders get what is left, so that the total is exact.
    left = households - int(shares.sum())
    shares[np.argsort(shares - exact, kind="stable")[:left]] += 1
    cut = [
        (county, number, size, first)
        for county, total in zip(counties, shares.tolist(), strict=True)
        for number, size, first in _parts(total)
    ]
    return tuple(
        Block(f"{county.code}-{number:03d}", county, size, number, place, len(cut), first)
        for place, (county, number, size, first) in enumerate(cut)
    )


def _parts(total: int) -> list[tuple[int, int, int]]:
    count = -(-total // PART_HOUSEHOLDS)
    bounds = [total * index // count for index in range(count + 1)] if count else []
    return [
        (number, after - before, before + 1)
        for number, (before, after) in enumerate(pairwise(bounds), start=1)
    ]


def _rows(path: Traversable) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def _county(code: str, names: dict[str, str]) -> County:
    villages = tuple(sorted(key for key in names if len(key) == 12 and key.startswith(code)))
    urban = np.array([village[9] in URBAN_DIGITS for village in villages])
    # Villages differ in size by a fixed pattern, not by the seed: a place keeps its weight.
    size = np.array([0.4 + zlib.crc32(village.encode()) % 1000 / 800 for village in villages])
    target = table("county_urban")[code]
    weights = np.where(
        urban,
        size * target / size[urban].sum(),
        size * (1 - target) / size[~urban].sum(),
    )
    settlements = np.where(urban, Settlement.urban, Settlement.rural).astype(np.int16)
    return County(code, names[code], villages, settlements, weights)
