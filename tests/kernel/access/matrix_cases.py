"""Objects for the matrix: a case with what hangs on it, and what windows carry between places."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.casework import models as casework
from minzheng.kernel.casework.places import place
from minzheng.kernel.documents.api.storage import put
from minzheng.kernel.documents.models import Document
from minzheng.kernel.protection.keys import blind_index
from tests.kernel.access.matrix_objects import SINCE, Making
from tests.people import account_id

ITEM = "minimum_living.application"
VERSION = "2026-07-01"
CLERK = "town_clerk_c"
SWIFT = "audit_admin"


def cases(made: Making, household: UUID) -> dict[str, Any]:
    """A household's case under investigation: its task, letter, hearing, objection, conference."""
    case = _case(made, household)
    task = casework.Task.objects.create(
        **place(case),
        step="visit",
        stage=case.stage,
        title="入户调查",
        item=ITEM,
        number=case.number,
        who=case.who,
        office=made.division,
        permission="visit.record",
        opened_at=clock.now(),
        opened_on=SINCE,
    )
    objection = casework.Objection.objects.create(
        **place(case),
        source="report",
        text=f"{made.mark}说",
        received_at=clock.now(),
        received_on=SINCE,
    )
    hearing = casework.Hearing.objects.create(
        **place(case),
        outcome_proposed="changed",
        because=f"{made.mark}因",
        method="home",
        planned_on=SINCE,
        planned_by=account_id(CLERK),
    )
    found = {"case": case.pk, "task": task.pk, "objection": objection.pk, "hearing": hearing.pk}
    found |= {"letter": _letter(made, case), "incoming": _incoming(made)}
    return found | _conference(made, case) | _looked_after(made, case)


def _case(made: Making, household: UUID) -> Any:
    answers = {f"person:{made.person.id}:serious_illness": True}
    return casework.Case.objects.create(
        **made.place,
        number=f"{made.mark}件",
        item=ITEM,
        item_version=VERSION,
        state="open",
        stage="investigation",
        open_steps=["check", "visit"],
        done_steps=["acceptance"],
        channel="desk",
        household_id=household,
        applicant_id=made.person.id,
        who=f"{made.mark}人",
        opened_at=clock.now(),
        submitted_at=clock.now(),
        applied_on=SINCE,
        accepted_on=SINCE,
        window=made.division,
        office=made.division,
        deciding_office=made.division,
        opened_by=account_id(CLERK),
        answers=json.dumps(answers),
    )


def _written(title: str, who: str) -> dict[str, Any]:
    """What a letter says."""
    return {
        "office": "某局",
        "title": title,
        "number": "1号",
        "addressee": who,
        "blocks": [{"kind": "paragraph", "text": title, "flush": False}],
        "signed": "某局",
        "dated": SINCE.isoformat(),
        "copies": "",
        "remarks": [],
    }


def _letter(made: Making, case: Any) -> UUID:
    title = f"{made.mark}书"
    file = Document.objects.create(
        **made.place,
        household=case.household_id,
        kind="decision",
        title=title,
        media_type="application/pdf",
        sm3=put(title.encode()),
        store_key="document",
        size=9,
        added_by=account_id(CLERK),
        added_at=clock.now(),
        kept_until=SINCE,
    )
    letter = casework.Letter.objects.create(
        **place(case),
        kind="acceptance",
        template="acceptance",
        title=title,
        number=f"{made.mark}号",
        office=made.division,
        year=SINCE.year,
        sequence=made.number + 1,
        content=_written(title, case.who),
        document=file.pk,
        dated=SINCE,
        made_by=account_id(CLERK),
        made_by_name="某",
        made_at=clock.now(),
    )
    return UUID(str(letter.pk))


def _conference(made: Making, case: Any) -> dict[str, Any]:
    conference = casework.Conference.objects.create(
        **place(case),
        planned_on=SINCE,
        subject=f"{made.mark}议",
        attendees=["甲", "乙"],
        called_by=account_id(CLERK),
        called_by_name="某",
    )
    agreed = casework.ConferenceTask.objects.create(
        **place(case),
        conference=conference,
        text=f"{made.mark}事",
        office=made.division,
        responsible="某",
        due_on=SINCE,
    )
    return {"conference": conference.pk, "agreed": agreed.pk}


def _looked_after(made: Making, case: Any) -> dict[str, Any]:
    return {"held_proof": _held(case, made), "pace_alert": _pace(made)}


def _held(case: Any, made: Making) -> UUID:
    row = casework.CaseProof.objects.create(
        **place(case),
        proof="illness",
        document=uuid4(),
        title=f"{made.mark}据",
        added_at=clock.now(),
    )
    return UUID(str(row.pk))


def _pace(made: Making) -> UUID:
    """Of somebody who looks after no cases, so that nobody meets a pace of his own."""
    swift = Account.objects.get(pk=account_id(SWIFT))
    row = casework.PaceAlert.objects.create(
        **made.place,
        office=made.division,
        account=swift.pk,
        person=swift.person,
        name=f"{made.mark}批",
        since=clock.now() - timedelta(minutes=2),
        until=clock.now(),
        count=40,
    )
    return UUID(str(row.pk))


def delegation(made: Making) -> dict[str, Any]:
    """A delegation of the county that waits for approval; about no person, so without a mark."""
    proposer = Account.objects.get(pk=account_id(CLERK))
    row = casework.Delegation.objects.create(
        county=made.division[:6],
        item=ITEM,
        valid_from=clock.today() + timedelta(days=30),
        document="某文",
        proposed_by=proposer.id,
        proposed_by_name="某",
        proposed_person=proposer.person,
        proposed_at=clock.now(),
    )
    return {"delegation": row.pk}


def _incoming(made: Making) -> UUID:
    row = casework.Incoming.objects.create(
        **made.place,
        item=ITEM,
        target=made.division,
        name=f"{made.mark}来人",
        identity="320402195803050210",
        index=blind_index("identity", f"matrix-{made.number}"),
        received_at=clock.now(),
        received_on=SINCE,
        window="320402009",
        receipt=uuid4(),
        number=f"{made.mark}收",
    )
    return UUID(str(row.pk))
