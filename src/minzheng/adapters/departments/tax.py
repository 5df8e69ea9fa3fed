"""Tax office (税务): wages and business income of the months asked for, on average."""

from minzheng.adapters.departments.invented import Invented, Told

WORKING_FROM, WORKING_TO = 16, 60


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if not WORKING_FROM <= person.age < WORKING_TO:
        return []
    found: list[Told] = []
    if person.happens("wage", 38):
        fen = (1_200 + person.roll("wage amount", 2_600)) * 100
        found.append({"record": "wage", "value": fen, "note": "个人所得税申报，月均"})
        found.append({"record": "employed", "value": True})
    if person.happens("business", 6):
        fen = (300 + person.roll("business amount", 2_500)) * 100
        found.append({"record": "business", "value": fen, "note": "经营所得，月均"})
    return found
