"""What strangers see and may do: read the notices of a village, and object to one.

Nobody is known here and no scope sees anything; `PublicNotice` is the one table that is read.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db import IntegrityError, transaction

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.casework.models import NoticeKind, ObjectionBox, PublicNotice
from minzheng.kernel.protection.keys import blind_index

FEWEST_LETTERS = 5
LONGEST_TEXT = 2_000
LONGEST_NAME = 100
WINDOW_SECONDS = 3_600
PER_ADDRESS = 5
PER_NOTICE = 60


class Over(MinzhengError):
    """The notice has ended; nothing of it is kept for strangers. Answered 410."""

    def __init__(self) -> None:
        super().__init__("该公示已经结束。")

    def __reduce__(self) -> tuple[type["Over"], tuple[()]]:
        return type(self), ()


class TooMany(MinzhengError):
    """Too many objections within the hour. Answered 429."""

    def __init__(self) -> None:
        super().__init__(
            "提交过于频繁，请一小时后再试，或者到乡镇（街道）窗口当面反映、打电话反映。"
        )

    def __reduce__(self) -> tuple[type["TooMany"], tuple[()]]:
        return type(self), ()


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as strangers read it."""

    id: UUID
    village: str
    kind: str
    kind_title: str
    title: str
    office: str
    lines: tuple[tuple[str, str], ...]
    posted_on: date
    last_day: date

    @property
    def takes_objections(self) -> bool:
        """Whether it was put up to be objected to."""
        return self.kind == NoticeKind.PROPOSED


def notices_in(village: str) -> tuple[ShownNotice, ...]:
    """The notices that are up in one village now, the newest first."""
    rows = PublicNotice.objects.filter(village=village, ends_at__gt=clock.now(), over=False)
    return tuple(_shown(each) for each in rows.order_by("-posted_on", "-id"))


def notice_on_board(notice: UUID) -> ShownNotice:
    """One notice that is up. Raises `Unseen`, and `Over` from the second on which it has ended."""
    found = PublicNotice.objects.filter(pk=notice).first()
    if found is None:
        raise Unseen
    if found.over or found.ends_at <= clock.now():
        raise Over
    return _shown(found)


def object_publicly(
    notice: UUID, *, text: str, name: str = "", contact: str = "", request: UUID, address: str
) -> None:
    """Drop in an objection; the same `request` twice is one. The answer says nothing but thanks.

    Raises `Unseen`, `Over`, `Refused`, `TooMany`.
    """
    shown = notice_on_board(notice)
    if not shown.takes_objections:
        raise Refused("该公布不接受异议；对决定有不同意见的，可以向乡镇（街道）反映。")
    drop_objection(notice, text=text, name=name, contact=contact, request=request, address=address)


def drop_objection(
    board: UUID, *, text: str, name: str = "", contact: str = "", request: UUID, address: str
) -> None:
    """Drop in an objection to whatever is up under an id, which the caller has looked at.

    Raises `Refused`, `TooMany`.
    """
    if len(text.strip()) < FEWEST_LETTERS:
        raise Refused("请写清楚您反映的情况。")
    _require_room(board, address)
    dropped = ObjectionBox(
        notice=board,
        request=request,
        text=text.strip()[:LONGEST_TEXT],
        name=name.strip()[:LONGEST_NAME] or None,
        contact=contact.strip()[:LONGEST_NAME] or None,
        received_at=clock.now(),
    )
    try:
        with transaction.atomic():
            dropped.save(force_insert=True)
    except IntegrityError:
        # The same form sent twice.
        return


def _require_room(notice: UUID, address: str) -> None:
    """Counted by address and by notice for an hour; neither stands readable in the cache."""
    sender = hashlib.sha256(blind_index("identity", f"address:{address}")).hexdigest()
    for key, most in ((f"objections:{sender}", PER_ADDRESS), (f"objections:{notice}", PER_NOTICE)):
        cache.add(key, 0, WINDOW_SECONDS)
        if cache.incr(key) > most:
            raise TooMany


def _shown(row: PublicNotice) -> ShownNotice:
    return ShownNotice(
        id=row.pk,
        village=row.village,
        kind=row.kind,
        kind_title=row.get_kind_display(),
        title=row.title,
        office=row.office,
        lines=tuple((title, value) for title, value in row.lines),
        posted_on=row.posted_on,
        last_day=row.last_day,
    )
