"""Break-glass (紧急查询): one exact person, outside one's scope, read-only, for half an hour.

For a wanderer found at night, a child brought to the office. Needs the whole ID number, a reason
and the identity shown anew; the security administrator learns of it at once and judges each use.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from minzheng.kernel.access import clock
from minzheng.kernel.access.accounts import person_index
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.models import EmergencyAlert, EmergencyGrant
from minzheng.kernel.access.models.emergencies import Verdict
from minzheng.kernel.access.places import within

LASTS = timedelta(minutes=30)
MOST_PER_DAY = 5
SHORTEST_REASON = 10


@command(permission="breakglass.use", action="breakglass.use")
def open_emergency(actor: Actor, *, number: str, reason: str) -> UUID:
    """Open the view of one person; whether there is such a person is not said here.

    Raises `InvalidIdentifier`, `Refused`.
    """
    person = person_index(number)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"请写明理由，至少{SHORTEST_REASON}个字。")
    now = clock.now()
    since = now - timedelta(days=1)
    recent = EmergencyGrant.objects.filter(account=actor.account, opened__gt=since)
    if recent.count() >= MOST_PER_DAY:
        raise Refused(f"24小时内最多使用{MOST_PER_DAY}次紧急查询。")
    grant = EmergencyGrant.objects.create(
        account_id=actor.account,
        post_id=actor.post,
        division=actor.division,
        person=person,
        reason=reason.strip(),
        opened=now,
        expires=now + LASTS,
    )
    touched("emergency", grant.id, actor.division, payload={"reason": reason.strip()})
    return grant.id


@query(permission="breakglass.use", action="breakglass.use")
def emergency_file(actor: Actor, *, grant: UUID) -> Mapping[str, Any] | None:
    """What may be seen of that person now; None when the number belongs to nobody on file.

    Raises `Unseen` for a grant that is over or somebody else's.
    """
    rows = EmergencyGrant.objects.filter(pk=grant, account=actor.account, expires__gt=clock.now())
    row = rows.first()
    if row is None:
        raise Unseen
    rows.update(views=F("views") + 1)
    with connection.cursor() as cursor:
        cursor.execute("select public.registry_emergency_file(%s)", [row.person])
        (found,) = cursor.fetchone()
    touched("emergency", row.id, actor.division, payload={"found": found is not None})
    file: Mapping[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    return file


@query(permission="breakglass.review")
def alerts(actor: Actor, *, pending: bool = True) -> list[EmergencyAlert]:
    """Uses of emergency views within the actor's division, the newest first."""
    rows = EmergencyAlert.objects.select_related("grant__account", "grant__post", "reviewed_by")
    rows = within(rows, actor, "grant__division").order_by("-raised")
    return list(rows.filter(reviewed_at=None) if pending else rows)


@command(permission="breakglass.review", action="breakglass.review")
def review_alert(actor: Actor, *, alert: UUID, verdict: str, remark: str) -> None:
    """Judge one use. Raises `Unseen`, `Conflict`, `Refused`."""
    rows = EmergencyAlert.objects.select_for_update(of=("self",))
    row = within(rows, actor, "grant__division").filter(pk=alert).first()
    if row is None:
        raise Unseen
    if row.reviewed_at is not None:
        raise Conflict("这次紧急查询已经核查过。")
    if row.holder == actor.person:
        raise Refused("不能核查自己的紧急查询。")
    if verdict not in Verdict.values or not remark.strip():
        raise Refused("请选择核查结论并填写意见。")
    EmergencyAlert.objects.filter(pk=row.pk).update(
        reviewed_by_id=actor.account,
        reviewed_by_person=actor.person,
        reviewed_at=clock.now(),
        verdict=verdict,
        remark=remark.strip(),
    )
    touched("emergency", row.grant_id, row.grant.division, payload={"verdict": verdict})
