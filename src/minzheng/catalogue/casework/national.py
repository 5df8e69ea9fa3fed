"""The fields of the national list of service items (政务服务事项), GB/T 39046-2020.

Domain rules §12.4.  The codes are given out by the national and provincial platforms: none is
invented here.  A bureau enters its own in its settings; the pattern refuses what cannot be one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_BASIC_CODE = re.compile(r"[0-9A-Z]{10,40}")


class ItemType(StrEnum):
    """事项类型."""

    LICENCE = "01"
    BENEFIT = "05"
    CONFIRMATION = "07"
    OTHER_POWER = "10"
    PUBLIC_SERVICE = "20"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TYPE_TITLES[self]


_TYPE_TITLES = {
    ItemType.LICENCE: "行政许可",
    ItemType.BENEFIT: "行政给付",
    ItemType.CONFIRMATION: "行政确认",
    ItemType.OTHER_POWER: "其他行政权力",
    ItemType.PUBLIC_SERVICE: "公共服务",
}


class Handling(StrEnum):
    """办件类型."""

    AT_ONCE = "1"
    PROMISED = "2"
    OTHER = "9"


class Reach(StrEnum):
    """通办范围: where the item is accepted."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalCodes:
    """What the one-stop platforms want to know of an item.

    ``basic_code`` (基本编码) is None until a bureau enters it.  ``served`` 1 is natural persons;
    ``charged`` says whether a fee is taken, which no item of assistance may.
    """

    item_type: ItemType
    handling: Handling = Handling.PROMISED
    reach: Reach = Reach.COUNTY
    basic_code: str | None = None
    served: str = "1"
    online: bool = True
    visits_needed: int = 0
    charged: bool = False

    def __post_init__(self) -> None:
        if self.basic_code is not None and not _BASIC_CODE.fullmatch(self.basic_code):
            raise ValueError(f"not a basic code: {self.basic_code!r}")
