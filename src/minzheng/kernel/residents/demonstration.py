"""Residents of a demonstration: somebody invented whose number is printed, with a telephone."""

from dataclasses import dataclass

from minzheng.kernel.access import api as access
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.residents import invented_residents

COUNT = 3
_NOT_A_DEMO = "这里不是演示安装，不能打印居民的身份证号码。"


@dataclass(frozen=True, slots=True)
class DemoResident:
    """A line of the list that is printed."""

    name: str
    number: str


def demo_residents(*, divisions: tuple[str, ...]) -> list[DemoResident]:
    """A few residents of the first of some divisions that has any. Raises `Refused` in earnest."""
    if not access.demo_installation():
        raise Refused(_NOT_A_DEMO)
    with working("set_up") as actor:
        found = (invented_residents(each, COUNT) for each in divisions)
        chosen = next((some for some in found if some), ())
        for position, each in enumerate(chosen):
            if not each.reachable:
                people.add_contact(actor, person=each.person, phone=f"1380013800{position}")
    return [DemoResident(each.name, each.number) for each in chosen]
