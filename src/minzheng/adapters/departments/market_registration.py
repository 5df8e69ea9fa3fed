"""Market registration (市场监管): whether somebody runs a registered business."""

from minzheng.adapters.departments.invented import Invented, Told

ADULT = 18


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if person.age < ADULT or not person.happens("company", 3):
        return []
    return [{"record": "active_business", "value": True, "note": "有限责任公司，存续"}]
