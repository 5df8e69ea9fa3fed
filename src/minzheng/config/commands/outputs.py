"""Files that commands write: nothing is overwritten that was not written by them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minzheng.base.errors import InvalidValue


def checked(out: Path, suffixes: tuple[str, ...], *, source: Path | None = None) -> Path:
    """A path that may be written, before any work is done.  Raises ``InvalidValue``."""
    if out.suffix.lower() not in suffixes:
        allowed = "、".join(each or "文件夹（不带后缀）" for each in suffixes)
        raise InvalidValue(f"不能写成 {out.name}; 可以写成 {allowed}。")
    if source is not None and out.resolve() == source.resolve():
        raise InvalidValue("结果不能写到输入文件上, 请用 -o 换一个文件名。")
    if out.suffix in (".xlsx", ".html") and out.is_dir():
        raise InvalidValue(f"{out} 是文件夹, 请换一个文件名。")
    if out.suffix in (".xlsx", ".html") and out.parent.is_dir():
        with writing(out):
            _opened(out)
    return out


def _opened(out: Path) -> None:
    """Open for writing and leave as it was: a workbook open in Excel is refused before the work."""
    fresh = not out.exists()
    out.open("ab").close()
    if fresh:
        out.unlink()


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Says in one sentence that a file could not be written."""
    try:
        yield
    except OSError as error:
        raise InvalidValue(
            f"写不了 {error.filename or out}: 请确认有写入权限、磁盘未满, "
            "并关闭正在Excel中打开的同名文件。"
        ) from error
