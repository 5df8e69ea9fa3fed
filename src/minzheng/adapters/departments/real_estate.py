"""Real-estate registry (不动产登记): homes, each with its certificate; couples may share one."""

from minzheng.adapters.departments.invented import Invented, Told

ADULT = 18


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if person.age < ADULT or not person.happens("house", 55):
        return []
    thing = f"苏（2019）常州市不动产权第{person.roll('house', 9_000_000):07d}号"
    return [{"record": "house", "value": 1, "thing": thing, "note": "住宅"}]
