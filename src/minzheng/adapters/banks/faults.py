"""What is wrong with a bank's file, line by line, in one sentence for the person who took it in."""

from minzheng.base.errors import InvalidFile, InvalidValue
from minzheng.base.money import parse_yuan

SHOWN = 100
"""A file of another format has a fault in every line: nobody reads a hundred thousand."""


class Faults:
    """Collected while a file is read, raised together at its end."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._count = 0

    def add(self, line: int, sentence: str) -> None:
        """Something is wrong in a line, counted from 1."""
        self._count += 1
        if self._count <= SHOWN:
            self._sentences.append(f"第{line}行：{sentence}")

    def require_none(self) -> None:
        """Raises `InvalidFile` that names the first of them and how many there are."""
        if not self._count:
            return
        more = [f"共{self._count}处"] if self._count > SHOWN else []
        raise InvalidFile("回盘文件不能读取。", (*self._sentences, *more))

    def amount(self, line: int, text: str) -> int:
        """An amount above nothing, in fen; 0 and a fault otherwise."""
        try:
            fen = parse_yuan(text)
        except InvalidValue:
            fen = 0
        if fen <= 0:
            self.add(line, "金额不正确")
            return 0
        return fen

    def count(self, line: int, text: str) -> int:
        """A whole number from 1 on; 0 and a fault otherwise."""
        if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9 and int(text) > 0):
            self.add(line, "笔数或者序号不正确")
            return 0
        return int(text)


def yuan(fen: int) -> str:
    """`30001` -> `"300.01"`: two decimals, no commas, as banks want it."""
    return f"{fen // 100}.{fen % 100:02d}"
