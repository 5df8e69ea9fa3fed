"""Makes a function of generated text: the one place where text becomes code (decision 0008)."""

from collections.abc import Callable, Mapping
from types import CodeType, FunctionType
from typing import Any


def compiled(source: str, reachable: dict[str, Any]) -> Callable[..., Any]:
    """The one function that a generated text defines.

    The text is made from checked expressions only, never from stored text, and nothing can be
    reached from it but what is handed over (``reachable``).
    """
    module = compile(source, "<generated>", "exec", optimize=2)
    code = next(each for each in module.co_consts if isinstance(each, CodeType))
    return FunctionType(code, reachable)


def reachable(named: Mapping[str, Any]) -> dict[str, Any]:
    """Five harmless built-ins, and what is handed over by name."""
    return {"__builtins__": {}, "max": max, "min": min, "sum": sum, "any": any, "all": all, **named}
