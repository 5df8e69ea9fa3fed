"""Every service item of an installation, in all its versions."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.service_item import ServiceItem


class UnknownItem(MinzhengError):
    """No such item, or none of that version, or none in force on that day."""


class ItemBook(Mapping[str, tuple[ServiceItem, ...]]):
    """Code -> the versions of an item, the oldest first.

    ``ValueError`` for an item whose versions are not in order or not of one code.
    """

    def __init__(self, items: Iterable[tuple[ServiceItem, ...]]) -> None:
        self._versions: dict[str, tuple[ServiceItem, ...]] = {}
        for versions in items:
            code = versions[0].code
            dates = [each.version for each in versions]
            if {each.code for each in versions} != {code} or dates != sorted(set(dates)):
                raise ValueError(f"{code}: versions of one item, the oldest first")
            if code in self._versions:
                raise ValueError(f"{code} is declared twice")
            self._versions[code] = versions

    def __getitem__(self, code: str) -> tuple[ServiceItem, ...]:
        return self._versions[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)

    def in_force(self, code: str, on: date) -> ServiceItem:
        """The version that a case opened on a day is dealt with by. Raises ``UnknownItem``."""
        found = [each for each in self._versions.get(code, ()) if each.version <= on]
        if not found:
            raise UnknownItem("没有这个事项，或者事项当时尚未施行。")
        return found[-1]

    def pinned(self, code: str, version: date) -> ServiceItem:
        """The version that a case was opened with. Raises ``UnknownItem``."""
        for each in self._versions.get(code, ()):
            if each.version == version:
                return each
        raise UnknownItem("没有办件所依据的事项版本，请检查安装的版本。")

    def all_in_force(self, on: date) -> tuple[ServiceItem, ...]:
        """Every item in force on a day, by code."""
        return tuple(
            [each for each in versions if each.version <= on][-1]
            for _, versions in sorted(self._versions.items())
            if versions[0].version <= on
        )
