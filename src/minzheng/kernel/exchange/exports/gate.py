"""The gate: the one way in which a table leaves the program."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.base.divisions import normalise
from minzheng.base.typed_text import to_half_width
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import NotAllowed, Recused, Refused, Unseen
from minzheng.kernel.access.places import covers
from minzheng.kernel.access.purposes import PURPOSES
from minzheng.kernel.documents.api import OpenedDocument
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.exchange.exports.canary import index_of
from minzheng.kernel.exchange.exports.columns import SUBJECTS, Subject
from minzheng.kernel.exchange.exports.limits import limit_of
from minzheng.kernel.exchange.models import ExportRequest
from minzheng.kernel.exchange.models.exports import REASON_LENGTH
from minzheng.kernel.exchange.queue import later
from minzheng.kernel.exchange.states import ExportState, move

LISTED = 100
EXTENSION = "xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TELLING = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LIVE = (ExportState.REQUESTED, ExportState.APPROVED, ExportState.READY, ExportState.FETCHED)
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class ExportView:
    """A request as a page shows it. `may_fetch` and `may_decide` are for whoever looks."""

    id: UUID
    reference: str
    state: str
    state_title: str
    subject_title: str
    division: str
    columns: tuple[str, ...]
    unmasked: tuple[str, ...]
    purpose_title: str
    reason: str
    rows: int
    requester: str
    requested_at: datetime
    needs_approval: bool
    refusal: str
    expires_at: datetime | None
    fetches: int
    may_fetch: bool
    may_decide: bool


@command(permission="export.request", action="export.request")
def request_export(
    actor: Actor,
    *,
    subject: str,
    division: str,
    columns: Sequence[str],
    purpose: str,
    reason: str,
    unmasked: Sequence[str] = (),
) -> UUID:
    """Ask for a table. Small and masked it is made at once; otherwise another person decides.

    Raises `Refused` beyond the limits of the role, `NotAllowed` when columns may not be unmasked.
    """
    wanted, area = _subject(subject), normalise(division)
    _check(actor, wanted, area, columns, purpose, reason)
    _check_unmasked(actor, wanted, columns, unmasked)
    rows = wanted.count(area)
    _check_rows(actor, rows)
    alone = rows <= limit_of(actor.role).alone and not unmasked
    request = ExportRequest.objects.create(
        **_request_of(actor),
        division=area,
        state=ExportState.APPROVED if alone else ExportState.REQUESTED,
        subject=subject,
        columns=list(columns),
        unmasked=list(unmasked),
        purpose=purpose,
        reason=reason.strip()[:REASON_LENGTH],
        rows=rows,
        needs_approval=not alone,
    )
    if alone:
        later("exchange.make_export", request.pk)
    payload = {"columns": list(columns), "unmasked": list(unmasked), "rows": rows}
    touched("export", request.pk, area, payload={**payload, "reference": request.reference})
    return request.pk


@command(permission="export.approve", action="export.approve")
def approve_export(actor: Actor, *, request: UUID) -> None:
    """Let a table leave. Raises `Unseen`, `Conflict`, `Recused` for one's own request."""
    found = _decided_by(actor, request, "export.approve")
    move(found, ExportState.APPROVED, **_decision(actor))
    later("exchange.make_export", found.pk)
    touched("export", found.pk, found.division, payload={"reference": found.reference})


@command(permission="export.approve", action="export.refuse")
def refuse_export(actor: Actor, *, request: UUID, reason: str) -> None:
    """Do not let a table leave. Raises `Unseen`, `Conflict`, `Recused`."""
    found = _decided_by(actor, request, "export.approve")
    if not reason.strip():
        raise Refused("请填写不批准的原因。")
    refusal = reason.strip()[:REASON_LENGTH]
    move(found, ExportState.REFUSED, refusal=refusal, **_decision(actor))
    touched("export", found.pk, found.division, payload={"reason": refusal})


@command(permission="export.request", action="export.download")
def fetch_export(actor: Actor, *, request: UUID) -> OpenedDocument:
    """The finished file, for `attachment`: to whoever asked for it, as long as it is kept.

    Raises `Unseen` for others and after that.
    """
    found = _one(request)
    if not _may_fetch(actor, found):
        raise Unseen
    now = clock.now()
    move(found, ExportState.FETCHED, fetched_at=now, fetches=found.fetches + 1)
    payload = {"reference": found.reference, "rows": found.rows}
    touched("export", found.pk, found.division, payload=payload)
    return OpenedDocument(found.pk, found.reference, EXTENSION, MEDIA_TYPE, fetch(found.sm3))


@query(permission="export.request")
def list_exports(actor: Actor) -> tuple[ExportView, ...]:
    """One's own requests; for who decides about them, all within the scope. The newest first."""
    rows = ExportRequest.objects.order_by("-requested_at", "-pk")
    if not actor.may("export.approve"):
        rows = rows.filter(requested_by=actor.account)
    return tuple(_view(actor, each) for each in rows[:LISTED])


@query(permission="audit.read", action="export.trace")
def trace_canary(actor: Actor, *, name: str, born: date) -> ExportView:
    """The request whose file holds this invented person. Raises `Unseen`."""
    found = ExportRequest.objects.filter(canary_index=index_of(name, born)).first()
    if found is None:
        raise Unseen
    touched("export", found.pk, found.division, payload={"reference": found.reference})
    return _view(actor, found)


@query(permission="audit.read", action="export.trace")
def trace_reference(actor: Actor, *, reference: str) -> ExportView:
    """The request under the number that stands in a file's margins. Raises `Unseen`."""
    sought = to_half_width(reference).upper()
    found = ExportRequest.objects.filter(reference=sought).first()
    if found is None:
        raise Unseen
    touched("export", found.pk, found.division, payload={"reference": found.reference})
    return _view(actor, found)


@query(permission="export.approve")
def count_waiting_exports(actor: Actor, *, most: int) -> int:
    """How many requests of others wait for approval, counted up to `most`."""
    rows = ExportRequest.objects.filter(state=ExportState.REQUESTED)
    return int(rows.exclude(requested_person=_person(actor))[:most].count())


def _subject(code: str) -> Subject:
    if code not in SUBJECTS:
        raise Refused("请选择要导出的内容。")
    return SUBJECTS[code]


def _check(
    actor: Actor, wanted: Subject, area: str, columns: Sequence[str], purpose: str, reason: str
) -> None:
    if not covers(actor, area):
        raise Refused("只能导出本辖区的数据。")
    if not columns or len(set(columns)) != len(columns) or not set(columns) <= set(wanted.columns):
        raise Refused("请选择要导出的列。")
    if purpose not in PURPOSES or not reason.strip():
        raise Refused("请选择用途并说明理由。")


def _check_unmasked(
    actor: Actor, wanted: Subject, columns: Sequence[str], unmasked: Sequence[str]
) -> None:
    if not set(unmasked) <= wanted.maskable & set(columns):
        raise Refused("只有选中的、默认脱敏的列才能申请不脱敏。")
    if unmasked and not actor.may("export.unmask"):
        raise NotAllowed("export.unmask", "您的岗位不能导出未脱敏的信息。")


def _check_rows(actor: Actor, rows: int) -> None:
    """The limits of the role, of the day: one request of a person after the other."""
    limit = limit_of(actor.role)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"export {_person(actor).hex()}"])
    if rows > limit.file:
        raise Refused(f"共{rows}行，超过您的岗位一次可导出的{limit.file}行，请缩小范围。")
    begun = datetime.combine(clock.today(), time.min, BUSINESS_ZONE)
    live = ExportRequest.objects.filter(
        requested_person=_person(actor), requested_at__gte=begun
    ).exclude(state=ExportState.REFUSED)
    today = live.aggregate(rows=Sum("rows"))["rows"] or 0
    if today + rows > limit.day:
        raise Refused(f"您今天已申请导出{today}行，每天最多{limit.day}行，请明天再办。")


def _person(actor: Actor) -> bytes:
    """Who asks, whichever account is used; an account without a person counts for itself."""
    return actor.person or actor.account.bytes.ljust(32, b"\0")


def _request_of(actor: Actor) -> dict[str, Any]:
    """Who asks, when, and under which number."""
    return {
        "reference": _reference(),
        "requested_by": actor.account,
        "requested_person": _person(actor),
        "requester": actor.name,
        "requested_role": actor.role,
        "requested_at": clock.now(),
    }


def _reference() -> str:
    letters = "".join(secrets.choice(_TELLING) for _ in range(6))
    return f"DC{clock.today():%Y%m%d}-{letters}"


def _one(request: UUID) -> Any:
    found = ExportRequest.objects.filter(pk=request).first()
    if found is None:
        raise Unseen
    return found


def _decided_by(actor: Actor, request: UUID, permission: str) -> Any:
    found = _one(request)
    if not _is_another(actor, found):
        raise Recused(permission)
    return found


def _is_another(actor: Actor, found: Any) -> bool:
    same = found.requested_by == actor.account or found.requested_person == _person(actor)
    return not same


def _decision(actor: Actor) -> dict[str, Any]:
    return {
        "decided_by": actor.account,
        "decided_person": _person(actor),
        "decided_at": clock.now(),
    }


def _may_fetch(actor: Actor, found: Any) -> bool:
    kept = found.expires_at is not None and clock.now() < found.expires_at
    ready = found.state in (ExportState.READY, ExportState.FETCHED)
    return bool(found.requested_by == actor.account and ready and kept)


def _view(actor: Actor, found: Any) -> ExportView:
    wanted = SUBJECTS[found.subject]
    waiting = found.state == ExportState.REQUESTED and actor.may("export.approve")
    return ExportView(
        id=found.pk,
        reference=found.reference,
        state=found.state,
        state_title=found.get_state_display(),
        subject_title=wanted.title,
        division=found.division,
        columns=tuple(wanted.columns[name].title for name in found.columns),
        unmasked=tuple(wanted.columns[name].title for name in found.unmasked),
        purpose_title=PURPOSES[found.purpose],
        reason=found.reason,
        rows=found.rows,
        requester=found.requester,
        requested_at=found.requested_at,
        needs_approval=found.needs_approval,
        refusal=found.refusal,
        expires_at=found.expires_at,
        fetches=found.fetches,
        may_fetch=_may_fetch(actor, found),
        may_decide=waiting and _is_another(actor, found),
    )
