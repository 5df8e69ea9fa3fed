"""One import at a time: finding it, telling how far it is, letting go of its files."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.models import ImportFile, ImportJob
from minzheng.kernel.protection.labels import Label

PURPOSE = "job"
_TELL_SECONDS = 1.0


def labels_of(job: Any) -> frozenset[Label]:
    """What whoever ordered the import may see."""
    return frozenset(Label(each) for each in job.labels.split(",") if each)


@contextmanager
def working_on(identifier: UUID) -> Iterator[Any]:
    """A transaction of the system in the division of a job, with the job, locked.

    Raises `Unseen`.
    """
    with working(PURPOSE):
        division = ImportJob.objects.filter(pk=identifier).values_list("division", flat=True)
        found = division.first()
    if found is None:
        raise Unseen
    with working(PURPOSE, found):
        job = ImportJob.objects.select_for_update(of=("self",)).filter(pk=identifier).first()
        if job is None:
            raise Unseen
        yield job


@dataclass(slots=True)
class Teller:
    """Writes down how far a job is, at most once a second, in a transaction of its own."""

    job: UUID
    division: str
    _told: float = field(default=0.0)

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """What `exchange.ports.Progress` asks for."""
        now = time.monotonic()
        if now - self._told < _TELL_SECONDS:
            return
        self._told = now
        with working(PURPOSE, self.division):
            rows = ImportJob.objects.filter(pk=self.job)
            rows.update(stage=stage, done=done, total=total)


def forget_files(job: Any) -> None:
    """Let go of what was uploaded: the sweep of the store removes it."""
    ImportFile.objects.filter(job=job).update(sm3="")


def as_secret(lines: Sequence[Any]) -> str:
    """Lines for a secret column."""
    return json.dumps(lines, ensure_ascii=False)


def from_secret(text: str | None) -> list[Any]:
    """The lines of a secret column."""
    return list(json.loads(text)) if text else []


def added(*counts: Mapping[str, int]) -> dict[str, int]:
    """The sum of counts, key by key."""
    total: dict[str, int] = {}
    for each in counts:
        for key, value in each.items():
            total[key] = total.get(key, 0) + value
    return total
