"""Disability federation (残联): the certificate, if there is one."""

from minzheng.adapters.departments.invented import Invented, Told


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if not person.happens("certificate", 8):
        return []
    return [
        {"record": "disability_kind", "value": 1 + person.roll("kind", 6)},
        {"record": "disability_grade", "value": 1 + person.roll("grade", 4)},
    ]
