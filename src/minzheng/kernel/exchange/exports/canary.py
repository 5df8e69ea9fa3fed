"""The canary: an invented row in every exported file; a leaked one tells where it is from."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from minzheng.base.divisions import Level
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.exchange.ports import Cell
from minzheng.kernel.protection.keys import blind_index

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "秀兰英桂芳玉珍华明建国春梅志强文军丽娟海燕红霞平福根"
_FIRST, _DAYS = date(1940, 1, 1), 25_000
_LARGEST_SEQUENCE = 996
_COUNTY_CODE = 6


@dataclass(frozen=True, slots=True)
class Canary:
    """Somebody who does not exist, and stands in one file only."""

    name: str
    born: date

    @property
    def index(self) -> bytes:
        """By which the request is found; equal for equal persons."""
        return index_of(self.name, self.born)


def new_canary() -> Canary:
    """Nobody can tell from the row that it is not one of the others."""
    given = "".join(secrets.choice(_GIVEN) for _ in range(2))
    name = secrets.choice(_SURNAMES) + given
    return Canary(name, _FIRST + timedelta(days=secrets.randbelow(_DAYS)))


def index_of(name: str, born: date) -> bytes:
    """The blind index of an invented person."""
    return blind_index("name", f"canary|{name.strip()}|{born.isoformat()}")


def canary_row(canary: Canary, like: Mapping[str, Cell]) -> dict[str, Cell]:
    """The canary in the shape of a true row beside which it will stand.

    No telephone number and no account: they might be somebody's.
    """
    sequence = secrets.randbelow(_LARGEST_SEQUENCE)
    county = str(like.get("division", "")).ljust(Level.COUNTY, "0")[:_COUNTY_CODE]
    number = str(like.get("household", ""))
    row: dict[str, Cell] = {
        "name": canary.name,
        "sex": "男" if sequence % 2 else "女",
        "birth_date": canary.born.isoformat(),
        "household": number[:-3] + f"{secrets.randbelow(1_000):03d}" if number else "",
        "identity": _nobodys(synthetic_resident_id(county, canary.born, sequence)),
        "phone": "",
        "bank_account": "",
    }
    return {**like, **{name: value for name, value in row.items() if name in like}}


def _nobodys(number: str) -> str:
    """The number with a wrong check digit: nobody can have it, not even by chance."""
    return number[:-1] + ("0" if number[-1] != "0" else "1")
