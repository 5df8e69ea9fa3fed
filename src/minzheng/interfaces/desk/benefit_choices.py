"""The benefits of this installation as choices of forms."""

from minzheng.catalogue.benefits import Form
from minzheng.interfaces.desk.fields import Choices
from minzheng.kernel.entitlements.ports import benefits


def benefit_choices() -> Choices:
    """Every benefit, by its title."""
    return [(each.rule, each.title) for each in benefits().values()]


def cash_choices() -> Choices:
    """Those that are paid in money."""
    return [(each.rule, each.title) for each in benefits().values() if each.form is Form.CASH]
