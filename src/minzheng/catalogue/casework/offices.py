"""Who does a step: a level of government, never a person."""

from enum import StrEnum


class Office(StrEnum):
    """The office that answers for a step.

    ``WINDOW`` is the office that accepted the application, wherever it is; ``DECIDING`` is the
    county, or the town where the county had delegated its power on the day of acceptance.
    """

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"
    CITY = "city"
    WINDOW = "window"
    DECIDING = "deciding"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TITLES[self]


_TITLES = {
    Office.VILLAGE: "村（社区）",
    Office.TOWN: "乡镇（街道）",
    Office.COUNTY: "县级民政部门",
    Office.CITY: "市级民政部门",
    Office.WINDOW: "受理窗口",
    Office.DECIDING: "审核确认机关",
}
