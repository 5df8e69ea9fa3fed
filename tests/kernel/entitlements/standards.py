"""Numbers of the cast: proposed by one officer, worked out, approved by another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from minzheng.base.months import Month
from minzheng.config.in_force import platform_in_force
from minzheng.config.platform import platform, platform_with
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.models import Award, Rerating
from minzheng.kernel.entitlements.numbers import rerating, values
from minzheng.kernel.entitlements.numbers.simulating import simulate
from minzheng.kernel.entitlements.ports import install_figures
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import award_of
from tests.kernel.entitlements.months import holding
from tests.people import COUNTY, acting

KEY = "minimum_living.standard"
DOCUMENT = "天政发〔2026〕8号"
HIGHER = STANDARD + 5_000
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
MORE = 3 * 5_000
"""What the higher standard gives a family of three."""


@contextmanager
def numbers_in_force() -> Iterator[None]:
    """What is approved decides, as in the served program."""
    values.forget()
    install_figures(platform_with)
    install_rules(platform_in_force)
    try:
        yield
    finally:
        install_rules(platform)
        values.forget()


def written(fen: int) -> str:
    """Yuan as one types them."""
    return f"{fen // 100}.{fen % 100:02d}"


def proposed(
    fen: int, since: Month, *, area: str = COUNTY, by: str = "county_officer", key: str = KEY
) -> UUID:
    """A standard proposed, and what it would change worked out."""
    both = {"urban": written(fen), "rural": written(fen)}
    with acting(by) as officer:
        proposal = numbers.propose_number(
            officer, number=key, area=area, value=both, valid_from=since, document=DOCUMENT
        )
        shown = numbers.proposal_view(officer, proposal=proposal).simulation
    assert shown is not None
    simulate(shown.id)
    return proposal


def approved(proposal: UUID, by: str = "county_approver") -> UUID:
    """In force; nobody is re-rated yet."""
    with acting(by) as approver:
        shown = numbers.proposal_view(approver, proposal=proposal).simulation
        assert shown is not None
        made = numbers.approve_number(approver, proposal=proposal, simulation=shown.id)
    values.forget()
    return made


def raised(fen: int, since: Month) -> Rerating:
    """Proposed, worked out, approved, and every award brought to it."""
    made = approved(proposed(fen, since))
    rerating.rerate_due()
    return rerating_again(made)


def rerating_again(made: UUID) -> Rerating:
    """A re-rating as it stands now."""
    with working("test"):
        return Rerating.objects.get(pk=made)


def entitled(wage: int = 200_000, *, sequence: int = 1, fen: int | None = None) -> Award:
    """A family with an award since January, of what the rules give unless told otherwise."""
    home = family(wage, sequence=sequence)
    holding(home, 3 * STANDARD - wage if fen is None else fen)
    return award_of(home)
