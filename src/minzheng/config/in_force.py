"""The platform with the values that officers have set in the program: what decides today."""

from minzheng.config.platform import Platform, platform_with
from minzheng.kernel.entitlements.numbers.values import values_in_force


def platform_in_force() -> Platform:
    """What was installed, with the values that are approved. Asks the database now and then."""
    return platform_with(values_in_force())
