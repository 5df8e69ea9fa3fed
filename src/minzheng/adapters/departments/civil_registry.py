"""Civil registry (公安户籍): where somebody is registered, and whether the register has a death."""

from minzheng.adapters.departments.invented import Invented, Told


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    found: list[Told] = [{"record": "locally_registered", "value": not person.happens("moved", 6)}]
    return found
