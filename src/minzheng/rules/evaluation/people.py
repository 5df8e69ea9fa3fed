"""Those whom rules are about, as evaluators meet them: facts, and the values computed so far."""

from collections.abc import Mapping, Sequence

from minzheng.rules.numbers.parameter_set import Numbers

Value = int | None
"""An integer or truth value; ``None`` is unknown."""


class Subject:
    """A household, a member or a supporter, with facts by name and values by rule key."""

    __slots__ = ("facts", "members", "name", "numbers", "supporters", "up", "values")

    def __init__(self, name: str, facts: Mapping[str, Value], numbers: Numbers) -> None:
        self.name = name
        self.facts = facts
        self.numbers = numbers
        self.values: dict[str, Value] = {}
        self.members: Sequence[Subject] = ()
        self.supporters: Sequence[Subject] = ()
        self.up: Subject = self


def household(
    facts: Mapping[str, Value],
    persons: Sequence[tuple[str, Mapping[str, Value], Sequence[Mapping[str, Value]]]],
    numbers: Numbers,
) -> Subject:
    """A household with its members (name, facts, their supporters' facts), linked both ways."""
    home = Subject("household", facts, numbers)
    members = []
    for name, own, supporters in persons:
        member = Subject(name, own, numbers)
        member.up = home
        member.supporters = [_supporter(member, i, each) for i, each in enumerate(supporters)]
        members.append(member)
    home.members = members
    return home


def _supporter(person: Subject, position: int, facts: Mapping[str, Value]) -> Subject:
    supporter = Subject(f"{person.name}.supporters[{position}]", facts, person.numbers)
    supporter.up = person
    return supporter
