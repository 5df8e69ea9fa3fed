"""Work in the background that breaks off says so where people look, and then to the worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from minzheng.base.errors import MinzhengError

LONGEST_FAILURE = 300
BROKEN = "程序错误，请联系系统管理员查看日志；可再次运行，从中断处继续。"


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """Whatever goes wrong within is told in words for a page, and raised."""
    try:
        yield
    except Exception as error:
        said = error.message if isinstance(error, MinzhengError) else BROKEN
        tell(said[:LONGEST_FAILURE])
        raise
