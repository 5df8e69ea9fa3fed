"""What entitlements need from above: the benefits of this installation."""

from collections.abc import Callable
from typing import Protocol

from minzheng.catalogue.benefits import BenefitBook


class BenefitSource(Protocol):
    """The declared benefits; `config.platform.Platform` is one."""

    @property
    def benefits(self) -> BenefitBook:
        """Every benefit."""
        ...


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
