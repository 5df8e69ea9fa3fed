"""Discovers the service items of the lines, with what the bureau has settled about them.

The bureau's own words stand in `items.yaml` beside its numbers::

    minimum_living.application:
      promised: {total: 20}      # shorter than the law, in the unit of the limit
      publicity: false           # no notice before the decision
      basic_code: "..."          # as given out by the provincial platform
    minimum_living.ending:
      lengths: {hearing: 5}      # what no document sets
"""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from minzheng import lines
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.casework.item_book import ItemBook
from minzheng.catalogue.casework.local import LocalPractice, adapted
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.rules.documents import read_document

ITEM_SETTINGS = "items"
_WORDS = frozenset({"promised", "lengths", "publicity", "basic_code"})


def discover_items(folders: Iterable[tuple[str, Path]], local: Path | None = None) -> ItemBook:
    """``ITEMS`` of every file in the ``items`` folders of some lines, as the bureau handles them.

    ``folders`` are slugs with the folders of their lines, ``local`` is the bureau's own folder.
    Raises ``ValueError`` for an item not called after its line and file, ``InvalidValue`` for a
    setting that the bureau may not make.
    """
    declared = {versions[0].code: versions for versions in _declared(folders)}
    for code, body in _settings(local).items():
        if code not in declared:
            raise InvalidValue(f"{ITEM_SETTINGS}.yaml: 没有事项 {code}。")
        declared[code] = adapted(declared[code], _practice(code, body))
    return ItemBook(declared.values())


def _declared(folders: Iterable[tuple[str, Path]]) -> Iterator[tuple[ServiceItem, ...]]:
    for slug, folder in folders:
        for path in sorted((folder / "items").glob("[!_]*.py")):
            name = f"{lines.__name__}.{folder.name}.items.{path.stem}"
            versions: tuple[ServiceItem, ...] = importlib.import_module(name).ITEMS
            if {item.code for item in versions} != {f"{slug}.{path.stem}"}:
                raise ValueError(f"{name}: the code of an item is its line and its file")
            yield versions


def _settings(local: Path | None) -> Mapping[str, Any]:
    path = local / f"{ITEM_SETTINGS}.yaml" if local else None
    return (read_document(path) or {}) if path and path.is_file() else {}


def _practice(code: str, body: Any) -> LocalPractice:
    if not isinstance(body, Mapping) or not set(body) <= _WORDS:
        raise InvalidValue(f"{ITEM_SETTINGS}.yaml: {code} 下只能写 {'、'.join(sorted(_WORDS))}。")
    for word in ("promised", "lengths"):
        numbers = body.get(word, {})
        if not isinstance(numbers, Mapping) or not all(type(n) is int for n in numbers.values()):
            raise InvalidValue(f"{ITEM_SETTINGS}.yaml: {code} 的 {word} 应写成“期限: 天数”。")
    if type(body.get("publicity", True)) is not bool:
        raise InvalidValue(f"{ITEM_SETTINGS}.yaml: {code} 的 publicity 只能是 true 或 false。")
    return LocalPractice(**body)
