"""The benefits of this installation as choices of forms."""

from minzheng.catalogue.benefits import Cycle, Form
from minzheng.interfaces.desk.fields import Choices
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.api import price_rises


def benefit_choices() -> Choices:
    """Every benefit, by its title."""
    return [(each.rule, each.title) for each in benefits().values()]


def cash_choices() -> Choices:
    """Those that are paid in money."""
    return [(each.rule, each.title) for each in benefits().values() if each.form is Form.CASH]


def once_choices() -> Choices:
    """Those that are paid once, in money, on somebody's application."""
    by_month = {each.rule for each in price_rises.payable()}
    return [
        (each.rule, each.title)
        for each in benefits().values()
        if each.form is Form.CASH and each.cycle is Cycle.ONCE and each.rule not in by_month
    ]


def by_month_choices() -> Choices:
    """Those that are started for a month of the index, without applications."""
    return [(each.rule, each.title) for each in price_rises.payable()]
