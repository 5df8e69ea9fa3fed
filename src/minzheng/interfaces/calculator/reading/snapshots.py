"""An input that is already a snapshot: used as it is, once its columns and area are right."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.base.divisions import contains
from minzheng.interfaces.calculator.reading.problems import (
    SHEET_TITLES,
    Problem,
    ProblemLog,
    Severity,
    UnreadableInput,
)
from minzheng.rules.batch.snapshot import Snapshot, arrow_schema
from minzheng.rules.facts import Entity, Vocabulary

_AGAIN = "这份快照由别的版本生成，请用原始数据重新导入"


def is_snapshot(path: Path) -> bool:
    """Whether a folder is a finished snapshot."""
    return (path / "manifest.json").is_file()


def open_snapshot(path: Path, *, vocabulary: Vocabulary, area: str, log: ProblemLog) -> Snapshot:
    """Open a snapshot and note in ``log`` what of it does not fit.

    Raises ``UnreadableInput`` when the manifest cannot be read.
    """
    try:
        snapshot = Snapshot(path)
    except (json.JSONDecodeError, KeyError, TypeError):
        raise UnreadableInput("快照的 manifest.json 已损坏，请重新导入原始数据。") from None
    for problem in _problems(snapshot, vocabulary, area):
        log.add(problem)
    return snapshot


def _problems(snapshot: Snapshot, vocabulary: Vocabulary, area: str) -> Iterator[Problem]:
    outside = sorted(
        {
            division
            for part in snapshot.parts
            for division in part.divisions
            if not contains(area, division)
        }
    )
    if outside:
        wrong = f"有{len(outside)}个区划不在本次测算的地区（{area}）之内，例如 {outside[0]}"
        remedy = f"这份快照属于 {snapshot.area}，请改用相应的地区代码"
        yield Problem(
            Severity.ERROR, Entity.HOUSEHOLD, "manifest.json", 0, "区划代码", "", wrong, remedy
        )
    for entity in Entity:
        schema = arrow_schema(vocabulary, entity)
        for part in snapshot.parts:
            file = snapshot.file(entity, part)
            wrong = _difference(file, schema)
            if wrong:
                sheet = str(file.relative_to(snapshot.folder))
                text = f"{SHEET_TITLES[entity]}表{wrong}"
                yield Problem(Severity.ERROR, entity, sheet, 0, "", "", text, _AGAIN)


def _difference(file: Path, wanted: pa.Schema) -> str:
    try:
        found = pq.read_schema(file)
    except (OSError, pa.ArrowInvalid):
        return "的文件缺失或损坏"
    missing = [field.name for field in wanted if field.name not in found.names]
    if missing:
        return f"缺少列 {'、'.join(missing[:5])}"
    other = [name for name in found.names if name not in wanted.names]
    if other:
        return f"多出列 {'、'.join(other[:5])}"
    changed = [field.name for field in wanted if found.field(field.name).type != field.type]
    return f"的列类型不对：{'、'.join(changed[:5])}" if changed else ""
