"""Changes of divisions: new codes for old ones, and every record re-homed, set by set."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection, models

from minzheng.base.divisions import level
from minzheng.base.events import publish
from minzheng.kernel.access import api as access
from minzheng.kernel.registry.events import DivisionsRecoded
from minzheng.kernel.registry.following import (
    followers_of_households,
    followers_of_persons,
    placed_models,
)
from minzheng.kernel.registry.models import (
    ChangeState,
    Division,
    DivisionChange,
    Household,
    Membership,
    Person,
    Succession,
    Transfer,
    TransferOffer,
)

_NAMED_ELSEWHERE: Sequence[tuple[type[models.Model], str]] = (
    (Person, "registration_division"),
    (Person, "residence_division"),
    (Transfer, "destination"),
    (TransferOffer, "giver"),
)
"""Columns that name a division without placing the row in it."""


def perform_change(change: DivisionChange) -> int:
    """Carry a change out, as the worker who sees every label; answers how many rows were moved.

    A record's history (events, statements' dates) keeps what it says; only where the file lies
    follows the new codes. Old codes stay in the table of divisions and resolve by `Succession`.
    """
    _write_units(change)
    moved = _rehome_households(change.households) + rehome(change.recoded)
    publish(DivisionsRecoded(change.recoded))
    access.posts_follow(change.recoded, change.on)
    access.posts_lapse(_ended(change) - set(change.recoded), change.on)
    change.state, change.moved_rows = ChangeState.DONE, moved
    change.save(update_fields=["state", "moved_rows"])
    return moved


def rehome(mapping: Mapping[str, str]) -> int:
    """Give every placed row, in whatever app, the new code of its division."""
    if not mapping:
        return 0
    moved = sum(_recode(model, "division", mapping) for model in placed_models())
    for model, column in _NAMED_ELSEWHERE:
        _recode(model, column, mapping)
    return moved


def _recode(model: type[models.Model], column: str, mapping: Mapping[str, str]) -> int:
    table = model._meta.db_table
    text = (
        f'update "{table}" as t set {column} = m.new'  # noqa: S608 - names of our own models
        " from unnest(%s::varchar[], %s::varchar[]) as m(old, new)"
        f" where t.{column} = m.old"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [list(mapping), list(mapping.values())])
        return int(cursor.rowcount)


def _write_units(change: DivisionChange) -> None:
    """New units first, parents before children; then the old ones end, and say who follows."""
    for unit in sorted(change.after, key=lambda each: str(each["code"])):
        same = {
            "name": unit["name"],
            "parent_id": unit["parent"] or None,
            "level": level(unit["code"]).value,
        }
        Division.objects.update_or_create(
            code=unit["code"],
            defaults={**same, "valid_to": None},
            create_defaults={**same, "valid_from": change.on},
        )
    ended = sorted(_ended(change))
    Division.objects.filter(code__in=ended).update(valid_to=change.on)
    Succession.objects.bulk_create(
        (Succession(change=change, old=old, new=new) for old, new in _followed(change, ended)),
        ignore_conflicts=True,
    )


def _ended(change: DivisionChange) -> set[str]:
    """The codes that a change abolishes."""
    return {unit["code"] for unit in change.before} - {unit["code"] for unit in change.after}


def _followed(change: DivisionChange, ended: Sequence[str]) -> list[tuple[str, str]]:
    """Old and new codes; a unit that was divided is followed by every new one of its level."""
    pairs = set(change.recoded.items())
    existed = {unit["code"] for unit in change.before}
    made = [unit["code"] for unit in change.after if unit["code"] not in existed]
    for old in ended:
        if old not in change.recoded:
            pairs.update((old, new) for new in made if level(new) == level(old))
    return sorted(pairs)


def _rehome_households(chosen: Mapping[str, str]) -> int:
    """Households that a split sends to a unit by name; their members' files go with them."""
    moved = 0
    for code in sorted(set(chosen.values())):
        homes = [UUID(each) for each, to in chosen.items() if to == code]
        moved += _place(homes, code)
    return moved


def _place(households: Sequence[UUID], code: str) -> int:
    members = Membership.objects.filter(household__in=households, valid__endswith=None)
    persons = list(members.values_list("person_id", flat=True))
    moved = int(Household.objects.filter(pk__in=households).update(division=code))
    moved += sum(
        each.model._default_manager.filter(**{f"{each.column}__in": households}).update(
            division=code
        )
        for each in followers_of_households()
    )
    moved += int(Person.objects.filter(pk__in=persons).update(division=code))
    moved += sum(
        each.model._default_manager.filter(**{f"{each.column}__in": persons}).update(division=code)
        for each in followers_of_persons()
    )
    return moved
