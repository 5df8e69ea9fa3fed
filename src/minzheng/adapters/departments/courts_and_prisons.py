"""Courts and prisons (法院、监狱): who is held, and who was declared missing."""

from minzheng.adapters.departments.invented import Invented, Told

ADULT = 18
IN_PRISON = 2
"""`catalogue.codes.Custody.prison`."""


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if person.age < ADULT or not person.happens("held", 3):
        return []
    return [
        {"record": "custody", "value": IN_PRISON},
        {"record": "custody_since", "value": 20250601},
        {"record": "in_prison", "value": True},
    ]
