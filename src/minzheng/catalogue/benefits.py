"""What is paid or given (待遇): how the outcome of a rule becomes an award.

A status without money, such as an edge family, is no benefit here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.service_item import ApplicantUnit


class Form(StrEnum):
    """In which form a benefit reaches people."""

    CASH = "cash"
    IN_KIND = "in_kind"
    SERVICE = "service"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _FORMS[self]


_FORMS = {Form.CASH: "现金", Form.IN_KIND: "实物", Form.SERVICE: "服务"}


class Cycle(StrEnum):
    """How often a benefit is paid."""

    MONTHLY = "monthly"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClass:
    """A class of households that is reviewed every so many months.

    ``doubt`` says, in Chinese, what the law leaves open about it.
    """

    code: str
    title: str
    months: int
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way in which a service or a thing is given.

    ``share`` is the number that says which part of the price the benefit bears, the rest being the
    person's own; "" for all of it.
    """

    code: str
    title: str
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What a rule with an amount gives, and to whom.

    ``rule`` is the outcome with the amount and the key of the benefit everywhere. ``covers`` is
    the rule that says which members of a household it is given for, "" for all of them. ``grace``
    is the rule whose amount goes on for some months after the end, on the same award, and
    ``grace_months`` the number that says for how many.
    ``excludes`` names the benefits that one person never has in the same month; both sides say so.
    ``exclusive`` is false where one person may have it several times in a month: each award is
    a group of its own then. The items are
    those that a lead opens; "" where there is none. ``uprates`` allows a changed number to change
    the amount without investigation. ``review`` begins with the class of a new award.
    What is not paid in money is given in one of ``modes``; ``carry_months`` is the number of months
    for which the unused rest of a month stays good, "" for none.
    """

    rule: str
    title: str
    unit: ApplicantUnit
    form: Form = Form.CASH
    modes: tuple[Mode, ...] = ()
    carry_months: str = ""
    cycle: Cycle = Cycle.MONTHLY
    covers: str = ""
    grace: str = ""
    grace_months: str = ""
    excludes: tuple[str, ...] = ()
    exclusive: bool = True
    review: tuple[ReviewClass, ...] = ()
    application_item: str = ""
    change_item: str = ""
    ending_item: str = ""
    uprates: bool = True

    @property
    def line(self) -> str:
        """The slug of its line."""
        return self.rule.partition(".")[0]

    def groups(self, award: object) -> tuple[str, ...]:
        """The names under which nobody has two of them in one month: itself, and each pair."""
        own = self.rule if self.exclusive else f"{self.rule}#{award}"
        return (own, *("|".join(sorted((self.rule, other))) for other in self.excludes))

    def mode(self, code: str) -> Mode | None:
        """The way of giving of that code, None where there is none."""
        return next((each for each in self.modes if each.code == code), None)

    def review_class(self, code: str) -> ReviewClass | None:
        """The class of that code, None where there is none."""
        return next((each for each in self.review if each.code == code), None)


class UnknownBenefit(MinzhengError):
    """No line declares such a benefit."""


class BenefitBook(Mapping[str, Benefit]):
    """Rule -> benefit, in the order in which the lines declare them.

    ``ValueError`` for one that is declared twice, that excludes itself or an unknown one, or that
    excludes one which does not exclude it, and for a unit that has no file.
    """

    def __init__(self, benefits: Iterable[Benefit]) -> None:
        self._benefits: dict[str, Benefit] = {}
        self._grace: dict[str, Benefit] = {}
        for benefit in benefits:
            self._add(benefit)
        for benefit in self._benefits.values():
            self._check(benefit)

    def __getitem__(self, rule: str) -> Benefit:
        return self._benefits[rule]

    def __iter__(self) -> Iterator[str]:
        return iter(self._benefits)

    def __len__(self) -> int:
        return len(self._benefits)

    def known(self, rule: str) -> Benefit:
        """The benefit of a rule. Raises ``UnknownBenefit``."""
        if rule not in self._benefits:
            raise UnknownBenefit("没有这项待遇。")
        return self._benefits[rule]

    def paid_by(self, rule: str) -> tuple[Benefit, bool] | None:
        """The benefit that a rule pays, and whether it does so as grace; None for any other."""
        if rule in self._benefits:
            return self._benefits[rule], False
        return (self._grace[rule], True) if rule in self._grace else None

    def _add(self, benefit: Benefit) -> None:
        if benefit.rule in self._benefits:
            raise ValueError(f"{benefit.rule} is declared twice")
        if benefit.unit is ApplicantUnit.EVENT:
            raise ValueError(f"{benefit.rule}: an award lies with a household or a person")
        self._benefits[benefit.rule] = benefit
        if benefit.grace:
            self._grace[benefit.grace] = benefit

    def _check(self, benefit: Benefit) -> None:
        for other in benefit.excludes:
            if other == benefit.rule or other not in self._benefits:
                raise ValueError(f"{benefit.rule} excludes {other!r}, which is no other benefit")
            if benefit.rule not in self._benefits[other].excludes:
                raise ValueError(f"{benefit.rule} excludes {other}, which does not exclude it")
        if (benefit.form is Form.CASH) != (not benefit.modes):
            raise ValueError(f"{benefit.rule}: modes are for what is not paid in money")
        if any(each.months < 1 for each in benefit.review):
            raise ValueError(f"{benefit.rule}: a review is at least every month")
