"""Cases for the tests of pages: begun, accepted, objected to, conferred on, told in writing."""

from datetime import timedelta
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api import conferences, delegations, intake, letters, work
from minzheng.kernel.casework.models import (
    CaseProof,
    ConferenceTask,
    Hearing,
    Incoming,
    IncomingState,
    Objection,
    PaceAlert,
    Task,
    TaskState,
)
from minzheng.kernel.casework.places import place
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from tests.people import TOWN_A, TOWN_B, acting, actor

ITEM = "minimum_living.application"
ALLOWANCE = "elderly.old_age_allowance"


def cases_entered(household: UUID, person: UUID) -> dict[str, UUID]:
    """A household's accepted application with what hangs on it, and a draft of a person's."""
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=ITEM, household=household, applicant=person)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="先受理，材料后补")
        ids = {"case": case, "draft": intake.open_case(clerk, item=ALLOWANCE, person=person)}
        ids |= _voices(clerk, case)
        ids["letter"] = _letter(clerk, case)
        ids["hearing"] = _hearing(clerk, case)
        ids["incoming"] = _incoming()
        ids["held"] = _held(clerk, case)
        ids["pace"] = _pace()
        ids["task"] = Task.objects.get(case=case, step="visit", state=TaskState.OPEN).pk
    with acting("county_officer") as officer:
        ids["delegation"] = delegations.propose_delegation(
            officer,
            item=ITEM,
            valid_from=clock.today() + timedelta(days=30),
            document="天民〔2026〕1号",
        )
    return ids


def _voices(clerk: Actor, case: UUID) -> dict[str, UUID]:
    objection = work.object_to(clerk, case=case, text="他家有辆车没有说", source="report")
    conference = conferences.call_conference(
        clerk,
        case=case,
        subject="医疗救助如何衔接",
        planned_on=clock.today(),
        attendees=["镇民政办 镇办甲", "村委会 村甲"],
    )
    agreed = ConferenceTask(
        **place(Objection.objects.get(pk=objection).case),
        conference_id=conference,
        text="联系医保部门",
        office=TOWN_A,
        responsible="镇办甲",
        due_on=clock.today(),
    )
    agreed.save(force_insert=True)
    return {"objection": objection, "conference": conference, "agreed": agreed.pk}


def _letter(clerk: Actor, case: UUID) -> UUID:
    made = letters.letters_of(clerk, case=case)
    return made[0].id if made else letters.make_letter(clerk, case=case, kind="acceptance")


def _hearing(clerk: Actor, case: UUID) -> UUID:
    """As if a cut were intended; an application cannot have one."""
    objection = Objection.objects.get(case=case)
    row = Hearing(
        **place(objection.case),
        outcome_proposed="changed",
        amount_proposed=10_000,
        because="工资收入增加",
        method="home",
        planned_on=clock.today(),
        planned_by=clerk.account,
    )
    row.save(force_insert=True)
    return row.pk


def _held(clerk: Actor, case: UUID) -> UUID:
    """A paper that was handed in; its file is none of this page's business."""
    row = CaseProof.objects.create(
        **place(Objection.objects.get(case=case).case),
        proof="illness",
        document=clerk.account,
        title="诊断证明",
        added_at=clock.now(),
    )
    return row.pk


def _pace() -> UUID:
    """As if somebody of the county had decided for the town, faster than anybody reads."""
    swift = actor("county_approver")
    row = PaceAlert.objects.create(
        division=TOWN_A,
        label=Label.ORDINARY,
        office=TOWN_A,
        account=swift.account,
        person=swift.person,
        name="县批",
        since=clock.now() - timedelta(minutes=2),
        until=clock.now(),
        count=40,
    )
    return row.pk


def _incoming() -> UUID:
    """As the worker would carry it over from a window of the other town."""
    number = synthetic_resident_id("320402", clock.today().replace(year=1958), 21)
    row = Incoming.objects.create(
        division=TOWN_A,
        label=Label.ORDINARY,
        item=ALLOWANCE,
        target=TOWN_A,
        name="异地人",
        identity=number,
        index=blind_index("identity", number),
        received_at=clock.now(),
        received_on=clock.today(),
        window=TOWN_B,
        receipt=actor("town_clerk_b").account,
        number="DS-1",
        state=IncomingState.OPEN,
    )
    return row.pk
