"""Which story is about whom, settled and kept before the first act.

What the stories do changes who would be found for them, so a telling that was stopped goes on by
what was settled.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a story is about (nobody on file: None), and the day on which it begins.

    `trouble` says why it is not told.
    """

    begins: date
    household: UUID | None = None
    person: UUID | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The stories by their codes; `told` once all of them have come as far as they should."""

    casts: Mapping[str, Cast]
    told: bool = False


def kept_plan() -> Plan | None:
    """The plan of this installation; None where no story was begun."""
    if not _file().is_file():
        return None
    kept = json.loads(_file().read_text("utf-8"))
    return Plan({code: _cast(each) for code, each in kept["casts"].items()}, kept["told"])


def keep(plan: Plan) -> None:
    """Write it down, whole or not at all."""
    draft = _file().with_suffix(".draft")
    draft.write_text(json.dumps(asdict(plan), default=str, indent=1), "utf-8")
    draft.replace(_file())


def _file() -> Path:
    return Path(settings.MINZHENG_HOME) / "demo-stories.json"


def _cast(kept: Mapping[str, str | None]) -> Cast:
    return Cast(
        date.fromisoformat(kept["begins"] or ""),
        UUID(kept["household"]) if kept["household"] else None,
        UUID(kept["person"]) if kept["person"] else None,
        kept["trouble"] or "",
    )
