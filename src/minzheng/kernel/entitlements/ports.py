"""What entitlements need from above: the benefits of this installation."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from minzheng.catalogue.benefits import BenefitBook
from minzheng.catalogue.line import Threshold
from minzheng.kernel.registry.ports import RuleSource
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.decided import DecidedValue
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program

SparkAnswers = Callable[[Snapshot, Program, ParameterSet, str], Mapping[Entity, Any]]
"""Everybody's decided rows as Arrow tables, by a cluster at an address ("" for the usual one)."""


class BenefitSource(Protocol):
    """The declared benefits; `config.platform.Platform` is one."""

    @property
    def benefits(self) -> BenefitBook:
        """Every benefit."""
        ...


class Figures(RuleSource, Protocol):
    """The rules with some numbers; `config.platform.Platform` is one."""

    @property
    def near(self) -> tuple[Threshold, ...]:
        """The thresholds that are watched."""
        ...


FiguresWith = Callable[[tuple[DecidedValue, ...]], Figures]
"""What was installed with other values. Raises `NumberRefused`, `RuleRefused`."""


class BenefitsMissing(RuntimeError):
    """A program's mistake: nobody has said which benefits this installation has."""


_source: list[Callable[[], BenefitSource]] = []


def install_benefits(source: Callable[[], BenefitSource]) -> None:
    """Called once by config. The source is asked when an award needs its benefit, not before."""
    _source[:] = [source]


def benefits() -> BenefitBook:
    """The benefits of this installation. Raises `BenefitsMissing`."""
    if not _source:
        raise BenefitsMissing("config calls entitlements.ports.install_benefits at start")
    return _source[0]().benefits


_spark: list[SparkAnswers] = []


def install_spark(answers: SparkAnswers) -> None:
    """Called once by config: how a run is computed on a cluster."""
    _spark[:] = [answers]


def spark() -> SparkAnswers:
    """The cluster of this installation. Raises `BenefitsMissing`."""
    if not _spark:
        raise BenefitsMissing("config calls entitlements.ports.install_spark at start")
    return _spark[0]


_figures: list[FiguresWith] = []


def install_figures(figures: FiguresWith) -> None:
    """Called once by config: the rules with numbers that were decided, or might be."""
    _figures[:] = [figures]


def figures_with(values: tuple[DecidedValue, ...]) -> Figures:
    """The rules of this installation with some values. Raises `BenefitsMissing`."""
    if not _figures:
        raise BenefitsMissing("config calls entitlements.ports.install_figures at start")
    return _figures[0](values)
