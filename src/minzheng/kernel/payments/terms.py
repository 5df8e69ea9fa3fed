"""The numbers of payment practice at a place and time, from dated parameters."""

from dataclasses import dataclass
from datetime import date

from minzheng.kernel.payments.ports import practice_numbers
from minzheng.rules.numbers.parameter_set import Numbers

SLUG = "payments"
_KEYS = (
    "county_limit",
    "lookback_months",
    "jump_share",
    "oldest_age",
    "account_changed_days",
    "comparison_days",
    "returns_before_visit",
    "write_off_limit",
    "imprest_case_limit",
    "imprest_count_days",
    "imprest_papers_days",
    "delivery_entry_days",
    "table_days",
    "table_fewest",
    "table_fewest_unusual",
)


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """What holds in one county on one day."""

    on: date
    numbers: Numbers

    @property
    def county_limit_fen(self) -> int:
        """Up to which total somebody of the county may approve a batch."""
        return self._one("county_limit")

    @property
    def lookback_months(self) -> int:
        """How many months back unpaid money is found."""
        return self._one("lookback_months")

    @property
    def jump_share(self) -> int:
        """From which change on somebody should look, in ten-thousandths."""
        return self._one("jump_share")

    @property
    def oldest_age(self) -> int:
        """From which age on somebody should look whether a person lives."""
        return self._one("oldest_age")

    @property
    def account_changed_days(self) -> int:
        """For how long an account counts as changed of late."""
        return self._one("account_changed_days")

    @property
    def comparison_days(self) -> int:
        """For how long a comparison with other records holds."""
        return self._one("comparison_days")

    @property
    def returns_before_visit(self) -> int:
        """How often a payment may come back before somebody goes and asks."""
        return self._one("returns_before_visit")

    @property
    def write_off_limit_fen(self) -> int:
        """Up to which sum of one debt somebody of the county may give it up."""
        return self._one("write_off_limit")

    @property
    def imprest_case_limit_fen(self) -> int:
        """What one case may get from floats altogether."""
        return self._one("imprest_case_limit")

    @property
    def imprest_count_days(self) -> int:
        """After how many days what moved in a float is to have been counted."""
        return self._one("imprest_count_days")

    @property
    def imprest_papers_days(self) -> int:
        """After how many days the papers of aid that was paid first are to be complete."""
        return self._one("imprest_papers_days")

    @property
    def table_days(self) -> int:
        """For how many days a table of payments is up."""
        return self._one("table_days")

    @property
    def table_fewest(self) -> int:
        """Smaller groups are not counted in public."""
        return self._one("table_fewest")

    @property
    def table_fewest_unusual(self) -> int:
        """The same for benefits that are not made public person by person."""
        return self._one("table_fewest_unusual")

    @property
    def delivery_entry_days(self) -> int:
        """For how many days after its end what was used in time may still be entered."""
        return self._one("delivery_entry_days")

    def _one(self, name: str) -> int:
        value = self.numbers.stored[f"{SLUG}.{name}"]
        if not isinstance(value, int):
            raise TypeError(f"{name} is one number, not a table")
        return value


def terms_on(on: date, division: str) -> PaymentTerms:
    """The terms in force. Raises `NumberRefused` where a number has no value."""
    month = on.year * 12 + on.month - 1
    keys = [f"{SLUG}.{name}" for name in _KEYS]
    return PaymentTerms(on, practice_numbers()().numbers(month, division, keys))
