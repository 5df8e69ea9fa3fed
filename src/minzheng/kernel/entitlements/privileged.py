"""The functions of entitlements that see past row security, each for one narrow question."""

from minzheng.kernel.protection.definers import DefinerFunction, declare

FUNCTIONS: tuple[DefinerFunction, ...] = ()


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
