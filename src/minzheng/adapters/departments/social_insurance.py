"""Social insurance (人力资源社会保障): pensions, and whether somebody is insured as an employee."""

from minzheng.adapters.departments.invented import Invented, Told

WORKING_FROM, WORKING_TO = 16, 60
CENTRAL_PART = 12_300
"""In fen; what the central budget pays of the basic pension."""


def told(person: Invented) -> list[Told]:
    """Its records of an invented person."""
    if WORKING_FROM <= person.age < WORKING_TO and person.happens("wage", 38):
        return [{"record": "employed", "value": True, "note": "职工养老保险参保缴费"}]
    if person.age < WORKING_TO:
        return []
    if person.happens("employee pension", 25):
        fen = (1_400 + person.roll("pension amount", 1_800)) * 100
        return [{"record": "pension_employee", "value": fen}]
    own = (20 + person.roll("own pension", 90)) * 100
    return [
        {"record": "pension_basic_central", "value": CENTRAL_PART},
        {"record": "pension_resident_other", "value": own},
    ]
