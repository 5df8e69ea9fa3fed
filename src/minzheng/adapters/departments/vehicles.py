"""Vehicle registry (公安交管): vehicles, each with its plate."""

from minzheng.adapters.departments.invented import Invented, Told

ADULT = 18


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if person.age < ADULT or not person.happens("vehicle", 9):
        return []
    plate = f"苏D{person.roll('plate', 100_000):05d}"
    return [{"record": "vehicle", "value": 1, "thing": plate, "note": "小型轿车"}]
