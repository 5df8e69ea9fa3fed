"""The work of ``minzheng load``, once Django is ready."""

import time
from collections.abc import Mapping
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from minzheng.base.errors import MinzhengError
from minzheng.config.commands.outputs import writing
from minzheng.config.commands.screen import console, counting, notes, table
from minzheng.config.division_file import load_division_file
from minzheng.kernel.exchange.api.imports import ImportState, Loaded, Watching, load_source
from minzheng.kernel.registry.api.divisions import division

_PROBLEMS_SHOWN = 10
_TITLES: Mapping[str, str] = {
    "new_households": "可新增家庭",
    "new_persons": "可新增人员",
    "unchanged_persons": "在册且一致的人员",
    "changed_persons": "在册但不一致的人员",
    "loaded_households": "已导入家庭",
    "loaded_persons": "已导入人员",
    "loaded_supporters": "已导入义务人",
    "loaded_statements": "已导入情况记载",
    "known_households": "因已在册而不导入的家庭",
    "left_out": "因有错误而跳过的家庭",
}


class LoadRefused(MinzhengError):
    """An input with mistakes; which ones has been said."""


def load_into_registry(
    source: Path, area: str, on: date | None, dry_run: bool, skip_bad: bool
) -> None:
    """Load an input as of a day and say what came of it. Raises ``LoadRefused``."""
    _load_divisions(area)
    began = time.monotonic()
    with counting("导入（人）", None) as advance:
        before = 0

        def loaded(persons: int) -> None:
            nonlocal before
            advance(persons - before)
            before = persons

        found = load_source(
            source,
            area=area,
            on=on,
            dry_run=dry_run,
            skip_bad=skip_bad,
            watching=Watching(loaded=loaded),
        )
    _tell(found, source)
    if found.state == ImportState.REFUSED:
        raise LoadRefused(
            found.failure or "输入有错误, 没有导入。请按问题清单修改后重试, 或加 --skip-bad 跳过。"
        )
    if found.resumed:
        console.print("接着上次中断的导入完成。")
    rows = [
        (title, f"{found.counts[key]:,}") for key, title in _TITLES.items() if key in found.counts
    ]
    table(("", "数量"), rows, right=(1,))
    console.print(f"用时 {time.monotonic() - began:.1f} 秒")


def _tell(found: Loaded, source: Path) -> None:
    for sentence in found.problems[:_PROBLEMS_SHOWN]:
        notes.print(sentence, markup=False)
    if found.workbook is None:
        return
    path = source.with_name(f"{source.stem}-问题清单.xlsx")
    with writing(path):
        path.write_bytes(found.workbook)
    console.print(f"问题清单: {path}")


def _load_divisions(area: str) -> None:
    """The divisions of the area, where the platform has them and the database has not."""
    known = files("minzheng.adapters.population").joinpath("divisions", f"{area[:4]}00.csv")
    if division(area) is None and known.is_file():
        with as_file(known) as path:
            load_division_file(path)
