"""What the worker does for the registry: compares numbers, changes divisions, suggests pairs."""

from minzheng.config.running.rounds import Round
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import confirmation

_NUMBER_SECONDS = 2.0
_TRANSFER_SECONDS = 5.0
_HOME_SECONDS = 60.0
_DIVISION_SECONDS = 600.0
_DUPLICATE_SECONDS = 24 * 3600.0

PURPOSE = "job"


def registry_rounds() -> tuple[Round, ...]:
    """In the order of how soon somebody waits for them."""
    return (
        Round("numbers", _NUMBER_SECONDS, confirm_numbers),
        Round("transfers", _TRANSFER_SECONDS, carry_transfers),
        Round("homes", _HOME_SECONDS, protect_homes),
        Round("divisions", _DIVISION_SECONDS, change_divisions),
        Round("duplicates", _DUPLICATE_SECONDS, suggest_duplicates),
    )


def confirm_numbers() -> None:
    """Until none waits that can be settled now."""
    settled = 1
    while settled:
        with working(PURPOSE):
            settled = confirmation.confirm_numbers()


def carry_transfers() -> None:
    """What one office gives and another takes."""
    with working(PURPOSE):
        confirmation.carry_transfers()


def protect_homes() -> None:
    """Those that only protected members still live in."""
    with working(PURPOSE):
        confirmation.protect_homes()


def change_divisions() -> None:
    """Those whose day has come."""
    with working(PURPOSE):
        confirmation.perform_division_changes()


def suggest_duplicates() -> None:
    """County by county: who is on file in two of them is met by the number."""
    for county in confirmation.counties():
        with working(PURPOSE, county):
            confirmation.look_for_duplicates(county)
