"""Two files become one, with a journal of every changed row, and become two again from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import serializers
from django.db import models

from minzheng.base.events import publish
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.registry import events
from minzheng.kernel.registry.following import Follower, followers_of_persons
from minzheng.kernel.registry.models import (
    AccountState,
    BankAccount,
    DocumentKind,
    IdentityDocument,
    Membership,
    NameKind,
    NameToken,
    NumberState,
    Person,
    PersonName,
    Supporter,
)
from minzheng.kernel.registry.placing import rows_of
from minzheng.kernel.registry.registering import index_names

TWO_NUMBERS = "两份档案有不同的已核实身份证号码，不是同一人的不能合并；号码有误的请先更正。"
TWO_HOUSEHOLDS = "两份档案同时属于不同的家庭，请先办理离开其中一个家庭，再合并。"
CHANGED_SINCE = "合并以后有记录又被修改，无法原样恢复，请逐项更正。"
_PLACED = ("division", "label")


@dataclass(slots=True)
class Journal:
    """What a merge did, in order, as plain values that JSON keeps."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def changed(self, row: models.Model, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """A row had other values in some columns."""
        self.entries.append(
            {
                "model": row._meta.label,
                "id": str(row.pk),
                "was": _plain(was),
                "is": _plain(now),
            }
        )

    def removed(self, row: models.Model) -> None:
        """A row that stood twice was dropped."""
        self.entries.append({"removed": serializers.serialize("json", [row])})

    def added(self, row: models.Model) -> None:
        """A row was made."""
        self.entries.append({"model": row._meta.label, "id": str(row.pk), "added": True})


def merge_files(survivor: Person, merged: Person) -> Journal:
    """Move everything of `merged` to `survivor`. Raises `Conflict` where that would be wrong."""
    journal = Journal()
    _check_numbers(survivor, merged)
    _drop_doubles(survivor, merged, journal)
    _renumber_accounts(survivor, merged, journal)
    for follower in followers_of_persons():
        if follower.model is not NameToken:
            _take_over(follower, survivor, merged, journal)
    for row in Supporter.objects.filter(registered=merged):
        journal.changed(row, {"registered_id": merged.pk}, {"registered_id": survivor.pk})
        Supporter.objects.filter(pk=row.pk).update(registered=survivor)
    if merged.name != survivor.name:
        _keep_name(survivor, merged.name, journal)
    was = {"merged_into_id": None}
    journal.changed(merged, was, {"merged_into_id": survivor.pk})
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    NameToken.objects.filter(subject=merged.pk).delete()
    index_names(survivor)
    publish(events.PersonsMerged(survivor.pk, merged.pk))
    return journal


def undo_files(survivor: Person, merged: Person, entries: Sequence[Mapping[str, Any]]) -> None:
    """Bring every row back, the last one first. Raises `Conflict` if one was changed since."""
    by_label = {each.model._meta.label: each.model for each in followers_of_persons()}
    by_label[Person._meta.label] = Person
    for entry in reversed(entries):
        if "removed" in entry:
            for restored in serializers.deserialize("json", entry["removed"]):
                restored.save(force_insert=True)
            continue
        rows = by_label[entry["model"]]._default_manager.filter(pk=entry["id"])
        if entry.get("added"):
            rows.delete()
            continue
        # What moved on after the merge moved with the survivor: only who it belongs to must hold.
        expected = {name: value for name, value in entry["is"].items() if name not in _PLACED}
        if rows.filter(**_lookups(expected)).update(**entry["was"]) != 1:
            raise Conflict(CHANGED_SINCE)
    merged.refresh_from_db()
    index_names(survivor)
    index_names(merged)


def _check_numbers(survivor: Person, merged: Person) -> None:
    """Two confirmed numbers are two persons: twins differ in nothing else (§14 A26)."""
    rows = IdentityDocument.objects.filter(
        person__in=[survivor, merged],
        kind=DocumentKind.RESIDENT,
        state__in=[NumberState.CONFIRMED, NumberState.PENDING],
    )
    if len({each.index for each in rows}) > 1:
        raise Conflict(TWO_NUMBERS)


def _drop_doubles(survivor: Person, merged: Person, journal: Journal) -> None:
    """Rows that the survivor has as well: the same name, the same number, the same household."""
    names = PersonName.objects.filter(person=survivor).values("name")
    for name in PersonName.objects.filter(person=merged, name__in=names):
        journal.removed(name)
        name.delete()
    _supersede_doubles(survivor, merged, journal)
    for own in Membership.objects.filter(person=merged):
        clash = Membership.objects.filter(person=survivor, kind=own.kind, valid__overlap=own.valid)
        if not clash.exists():
            continue
        if clash.exclude(household=own.household_id).exists():
            raise Conflict(TWO_HOUSEHOLDS)
        journal.removed(own)
        own.delete()


def _supersede_doubles(survivor: Person, merged: Person, journal: Journal) -> None:
    live = IdentityDocument.objects.exclude(state=NumberState.SUPERSEDED)
    held = live.filter(person=survivor).values("index")
    for row in live.filter(person=merged, index__in=held):
        now = {"state": NumberState.SUPERSEDED.value}
        journal.changed(row, {"state": row.state}, now)
        IdentityDocument.objects.filter(pk=row.pk).update(**now)


def _renumber_accounts(survivor: Person, merged: Person, journal: Journal) -> None:
    """Versions go on counting; of two approved accounts the survivor's stays."""
    last = survivor.accounts.count()
    approved = survivor.accounts.filter(state=AccountState.APPROVED).exists()
    for row in BankAccount.objects.filter(person=merged).order_by("-version"):
        now: dict[str, Any] = {"version": row.version + last}
        if approved and row.state == AccountState.APPROVED:
            now["state"] = AccountState.SUPERSEDED.value
        journal.changed(row, {name: getattr(row, name) for name in now}, now)
        BankAccount.objects.filter(pk=row.pk).update(**now)


def _take_over(follower: Follower, survivor: Person, merged: Person, journal: Journal) -> None:
    now = {follower.column: survivor.pk, "division": survivor.division, "label": survivor.label}
    rows = rows_of(follower, merged.pk)
    for row in rows.only("id", follower.column, *_PLACED):
        journal.changed(row, {name: getattr(row, name) for name in now}, now)
    rows.update(**now)


def _keep_name(survivor: Person, name: str, journal: Journal) -> None:
    row, made = PersonName.objects.get_or_create(
        person=survivor,
        name=name,
        defaults={
            "division": survivor.division,
            "label": survivor.label,
            "kind": NameKind.VARIANT,
        },
    )
    if made:
        journal.added(row)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, UUID) else value for name, value in values.items()
    }


def _lookups(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        (f"{name}__isnull" if value is None else name): (value is None or value)
        for name, value in values.items()
    }
