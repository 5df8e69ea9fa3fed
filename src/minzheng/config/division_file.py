"""The work of ``minzheng divisions load``, once Django is ready."""

import csv
from pathlib import Path

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api.divisions import load_divisions


def load_division_file(source: Path) -> int:
    """Write the divisions of a CSV file. Raises ``InvalidValue``."""
    try:
        rows = list(csv.DictReader(source.read_text("utf-8-sig").splitlines()))
    except UnicodeDecodeError:
        raise InvalidValue(f"{source.name} 不是UTF-8编码的CSV文件。") from None
    if not rows or not {"code", "name"} <= set(rows[0]):
        raise InvalidValue(f"{source.name} 应有 code 和 name 两列。")
    with working("set_up"):
        return load_divisions((row["code"], row["name"]) for row in rows)
