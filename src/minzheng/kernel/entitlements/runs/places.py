"""Where the files of a run lie, and how long: nobody but this installation reads them.

They name files by their identifiers and hold no name, number or address; still they say what is
known of people. Hence a folder that nobody else may enter, and an end.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from minzheng.rules.batch.snapshot import Snapshot

_PRIVATE = 0o700
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one run."""

    folder: Path

    @property
    def snapshot_folder(self) -> Path:
        """Everybody, as of the moment of the run."""
        return self.folder / "snapshot"

    @property
    def awards(self) -> Path:
        """What was due at that moment."""
        return self.folder / "awards.parquet"

    @property
    def is_taken(self) -> bool:
        """Whether the snapshot is whole: its manifest is written last."""
        return (self.snapshot_folder / _MANIFEST).exists()

    def snapshot(self) -> Snapshot:
        """The snapshot, opened."""
        return Snapshot(self.snapshot_folder)

    def keep_answers(self, part: str, answers: pa.Table) -> None:
        """Keep what the rules answered for a part."""
        path = self._answers(part)
        path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        draft = path.with_suffix(".new")
        pq.write_table(answers, draft, compression="zstd")
        draft.rename(path)

    def has_answers(self, part: str) -> bool:
        """Whether the answers for a part are kept."""
        return self._answers(part).exists()

    def answers(self, part: str) -> pa.Table:
        """The answers for a part."""
        return pq.read_table(self._answers(part))

    def _answers(self, part: str) -> Path:
        return self.folder / "answers" / f"{part}.parquet"

    def empty(self) -> None:
        """Make the folder anew, for a snapshot that was never finished."""
        self.remove()
        _root().mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        self.folder.mkdir(mode=_PRIVATE)

    def remove(self) -> None:
        """Forget the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def place_of(run: UUID) -> Place:
    """The folder of a run."""
    return Place(_root() / str(run))


def _root() -> Path:
    return Path(settings.MINZHENG_HOME) / "runs"
