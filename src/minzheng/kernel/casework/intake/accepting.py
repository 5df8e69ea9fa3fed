"""Acceptance: what is declared becomes statements, the law's limits begin, the decider is known."""

from collections.abc import Mapping
from datetime import date

from minzheng.base.divisions import Level
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.deciding.suspicion import look_for_relatives
from minzheng.kernel.casework.delegating import delegated
from minzheng.kernel.casework.intake import giving
from minzheng.kernel.casework.intake.answering import Value, grouped
from minzheng.kernel.casework.models import Case, Channel
from minzheng.kernel.casework.places import office_at
from minzheng.kernel.registry.api.choices import Source
from minzheng.kernel.registry.api.facts import add_statement
from minzheng.kernel.registry.api.parties import party


def flags_at_acceptance(row: Case, item: ServiceItem, on: date) -> frozenset[Flag]:
    """What the acceptance itself notes of a case, as far as the item makes a difference of it."""
    found = {Flag.URGENT} if row.urgent else set()
    found |= giving.flags_given(row, item)
    if Flag.NEAR_RELATIVE in item.flags and look_for_relatives(row):
        found.add(Flag.NEAR_RELATIVE)
    if _remote(row):
        found.add(Flag.REMOTE)
    if delegated(office_at(Office.COUNTY, row.division), item.code, on):
        found.add(Flag.DELEGATED)
    return frozenset(found) & (item.flags | _grounds(item))


def name_decider(row: Case, flags: frozenset[Flag]) -> None:
    """Who decides: fixed on the day of acceptance, whatever is delegated or taken back later."""
    office = Office.TOWN if Flag.DELEGATED in flags else Office.COUNTY
    row.deciding_office = office_at(office, row.division)


def declare(actor: Actor, row: Case, on: date, answers: Mapping[str, Value]) -> list[str]:
    """Turn answers into statements of the applicant from a day on; the facts' names."""
    names: list[str] = []
    for subject, facts in grouped(answers).items():
        add_statement(
            actor,
            subject=subject,
            source=Source.DECLARED.value,
            facts=facts,
            valid_from=on,
            note=f"办件{row.number}申报",
        )
        names += facts
    return sorted(set(names))


def _grounds(item: ServiceItem) -> frozenset[Flag]:
    """What changes no step and yet lengthens a limit (人户分离, 异地申请: 83号 四（一）)."""
    longer = any(each.extend_to is not None for each in item.clocks)
    return frozenset({Flag.REMOTE}) if longer else frozenset()


def _remote(row: Case) -> bool:
    """Registered in another town than where the file lies, or accepted somewhere else."""
    person = row.subject_id or row.applicant_id
    if person is None:
        return False
    registered = party(person).registration_division
    elsewhere = bool(registered) and registered[: Level.TOWNSHIP] != row.division[: Level.TOWNSHIP]
    return elsewhere or row.channel == Channel.TRANSFER
