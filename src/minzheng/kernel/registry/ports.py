"""What the registry needs from above: the rules and numbers of this installation."""

from collections.abc import Callable
from typing import Protocol

from minzheng.catalogue.line import Standing
from minzheng.rules.edition import Edition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.rulebook import RuleBook


class RuleSource(Protocol):
    """The rules and numbers in force; `config.platform.Platform` is one."""

    @property
    def rulebook(self) -> RuleBook:
        """Every rule."""
        ...

    @property
    def parameters(self) -> ParameterSet:
        """Every number."""
        ...

    @property
    def edition(self) -> Edition:
        """The texts of both, to be kept with every decision made by them."""
        ...

    @property
    def standings(self) -> tuple[Standing, ...]:
        """What other departments may ask for."""
        ...


class RulesMissing(RuntimeError):
    """A program's mistake: nobody has said which rules this installation has."""


_source: list[Callable[[], RuleSource]] = []


def install_rules(source: Callable[[], RuleSource]) -> None:
    """Called once by config. The source is asked when something is evaluated, not before."""
    _source[:] = [source]


def rules() -> RuleSource:
    """The rules of this installation. Raises `RulesMissing`."""
    if not _source:
        raise RulesMissing("config calls registry.ports.install_rules at start")
    return _source[0]()
