"""Funeral homes (殡葬机构): who was cremated or buried, and when somebody died."""

from minzheng.adapters.departments.invented import Invented, Told

VERY_OLD = 85


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if not (person.age >= VERY_OLD and person.happens("death", 4)):
        return []
    died = person.today.replace(day=1)
    return [{"record": "death_date", "value": int(f"{died:%Y%m%d}")}]
