"""Opening an input, whatever it is: a workbook, a folder of CSVs or Parquet."""

from pathlib import Path

from minzheng.interfaces.calculator.reading.folders import open_folder
from minzheng.interfaces.calculator.reading.problems import UnreadableInput
from minzheng.interfaces.calculator.reading.tables import Source
from minzheng.interfaces.calculator.reading.workbooks import open_workbook
from minzheng.rules.facts import Vocabulary

_WORKBOOKS = (".xlsx", ".xlsm")


def open_source(path: Path, vocabulary: Vocabulary) -> Source:
    """The raw tables of an input.  Raises ``UnreadableInput`` when there is nothing to read."""
    if path.is_dir():
        return open_folder(path, vocabulary)
    if not path.exists():
        raise UnreadableInput("找不到这个文件或文件夹，请检查路径。")
    if path.suffix.lower() in _WORKBOOKS:
        return open_workbook(path, vocabulary)
    raise UnreadableInput(
        "只能读取xlsx工作簿，或放有CSV、Parquet文件的文件夹；"
        "旧的xls请在Excel里另存为xlsx，单个CSV请放进文件夹。"
    )
