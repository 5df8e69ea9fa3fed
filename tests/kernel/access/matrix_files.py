"""Objects for the matrix: what hangs on a file, and what moves it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Token
from minzheng.kernel.documents.api.storage import put
from minzheng.kernel.documents.models import Document
from minzheng.kernel.registry import models as registry
from tests.kernel.access.matrix_objects import SINCE, Making
from tests.people import account_id

ELSEWHERE = "320402009"


def papers(made: Making) -> dict[str, Any]:
    """An address and a document of the person."""
    address = registry.Address.objects.create(
        **made.place, person=made.person, kind="residence", text=f"{made.mark}路1号"
    )
    content = f"{made.mark}证".encode()
    document = Document.objects.create(
        **made.place,
        person=made.person.id,
        kind="identity",
        title=f"{made.mark}证",
        media_type="image/png",
        sm3=put(content),
        store_key="document",
        size=len(content),
        added_by=account_id("town_clerk_c"),
        added_at=clock.now(),
        kept_until=SINCE,
    )
    return {"address": address.id, "document": document.id}


def transfers(made: Making) -> dict[str, Any]:
    """A file that is given away, another that is offered."""
    transfer = registry.Transfer.objects.create(
        **made.place,
        person=made.other.id,
        destination=ELSEWHERE,
        reason=f"{made.mark}迁",
        proposed_by=account_id("town_clerk_c"),
    )
    offer = registry.TransferOffer.objects.create(
        **made.place,
        transfer=uuid4(),
        giver=ELSEWHERE,
        summary=f"{made.mark}来",
        reason=f"{made.mark}迁",
    )
    return {"transfer": transfer.id, "offer": offer.id}


def change(made: Making) -> dict[str, Any]:
    """A change of divisions, which everybody may know of."""
    unit = {"code": made.division, "name": "某地", "parent": ""}
    row = registry.DivisionChange.objects.create(
        kind="rename", on=SINCE, before=[unit], after=[unit]
    )
    return {"change": row.id}


def token(made: Making, post: UUID) -> dict[str, Any]:
    """A program that stands for the post."""
    issued = Token.objects.create(
        digest=bytes([150 + made.number]) * 32,
        title=f"{made.mark}令",
        post_id=post,
        permissions=["divisions.read"],
        created=clock.now(),
        expires=clock.now() + timedelta(days=1),
    )
    return {"token": issued.id}
