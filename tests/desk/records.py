"""A small registry for the tests of pages: entered through the api, as clerks would."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

from PIL import Image

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.exchange.api import exports, imports
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import (
    accounts,
    confirmation,
    divisions,
    facts,
    households,
    merges,
    organisations,
    people,
    rosters,
    transfers,
)
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.organisations import FacilityEntry, OrganisationEntry
from minzheng.kernel.registry.api.people import PersonEntry
from minzheng.kernel.registry.models import (
    IdentityDispute,
    IdentityDocument,
    PossibleDuplicate,
)
from minzheng.rules.facts import Entity
from tests.desk.case_records import cases_entered
from tests.desk.check_records import check_entered
from tests.desk.fieldwork_records import fieldwork_entered
from tests.desk.payment_records import payments_entered
from tests.people import DIVISIONS, TOWN_A, VILLAGE_A, VILLAGE_B, acting, actor

SINCE = date(2026, 1, 1)
STATED = {"wage": 120_000, "able_to_work": True, "disability_kind": 4, "disability_grade": 2}


NOBODYS = UUID("00000000-0000-7000-8000-00000000beef")
"""An id that nothing has."""


@dataclass(frozen=True)
class Records:
    """The ids that addresses of pages are made of, by the names of their converters."""

    ids: dict[str, UUID]
    elsewhere: UUID
    """A person of another town."""

    def of(self, name: str) -> UUID:
        """One id."""
        return self.ids[name]


def entered() -> Records:
    """Everything that the pages show, in one town, and one person in another."""
    divisions.load_divisions(DIVISIONS.items(), on=date(2020, 1, 1))
    with acting("town_clerk_b") as clerk:
        elsewhere = _person(clerk, "外镇人", 9, VILLAGE_B)
    with acting("town_clerk_a") as clerk:
        ids = _family(clerk)
        ids |= _additions(clerk, ids["person"])
        ids |= _organisation(clerk)
        ids |= _reviews(ids["person"])
        ids |= _exchange(clerk)
    with acting("town_approver_a") as approver:
        twin = people.find_persons(approver, text="张三峰").rows[0].id
        ids["merge"] = merges.merge_persons(
            approver, survivor=ids["person"], merged=twin, reason="同一人，登记时写错一字"
        )
    ids |= _staff()
    ids |= _transfers(elsewhere)
    ids |= _orders()
    ids |= cases_entered(ids["household"], ids["person"])
    child = synthetic_resident_id("320402", date(1960, 3, 5), 2)
    ids |= check_entered(ids["case"], ids["household"], child)
    ids |= fieldwork_entered()
    ids |= payments_entered()
    ids["session"] = NOBODYS
    return Records(ids, elsewhere)


def _person(clerk: Actor, name: str, sequence: int, village: str = VILLAGE_A) -> UUID:
    number = synthetic_resident_id("320402", date(1960, 3, 5), sequence)
    entry = PersonEntry(
        name=name,
        division=village,
        number=number,
        phone="13800000001",
        address="朝阳村1号",
        residence_division=village,
    )
    return people.register_person(clerk, entry=entry)


def _family(clerk: Actor) -> dict[str, UUID]:
    head, child = _person(clerk, "张三丰", 1), _person(clerk, "张翠山", 2)
    home = households.found_household(
        clerk, kind="assistance", division=VILLAGE_A, valid_from=SINCE, address="朝阳村1号"
    )
    join = households.join_household
    member = join(
        clerk, person=head, household=home, relation=Relation.head, on=SINCE, reason="立户"
    )
    join(clerk, person=child, household=home, relation=Relation.child, on=SINCE)
    supporter = households.add_supporter(
        clerk, person=head, relation=Relation.child, name="张远游", on=SINCE
    )
    about = Subject(Entity.PERSON, head)
    statement = facts.add_statement(
        clerk, subject=about, source="declared", facts=STATED, valid_from=SINCE, note="入户了解"
    )
    return {
        "person": head,
        "household": home,
        "membership": member,
        "supporter": supporter,
        "statement": statement,
    }


def _additions(clerk: Actor, person: UUID) -> dict[str, UUID]:
    file = people.person_file(clerk, person=person)
    account = accounts.propose_account(
        clerk, person=person, bank="常州农商银行", holder="张三丰", number="6222020000000000003"
    )
    document = add_document(
        clerk, content=picture(), file_name="身份证.png", kind="identity", person=person
    )
    return {
        "identity": file.identities[0].id,
        "contact": file.contacts[0].id,
        "address": file.addresses[0].id,
        "document": document,
        "bank_account": account,
    }


def _reviews(person: UUID) -> dict[str, UUID]:
    """What the worker would find: a possible duplicate, a number that two persons hold."""
    with acting("town_clerk_a") as clerk:
        twin = PersonEntry(name="张三峰", division=VILLAGE_A, sex=1, no_identity=True)
        people.register_person(clerk, entry=twin)
        rival = _person(clerk, "张山丰", 4)
    a, b = sorted((person, rival))
    place = {"division": TOWN_A, "label": Label.ORDINARY}
    pair = PossibleDuplicate.objects.create(a_id=a, b_id=b, score=9_200, **place)
    first, second = (IdentityDocument.objects.get(person=each) for each in (person, rival))
    dispute = IdentityDispute.objects.create(first=first, second=second, **place)
    return {"pair": pair.pk, "dispute": dispute.pk}


def _exchange(clerk: Actor) -> dict[str, UUID]:
    job = imports.start_import(clerk, files={"人员.xlsx": b"not a workbook"}, division=TOWN_A)
    export = exports.request_export(
        clerk,
        subject="persons",
        division=TOWN_A,
        columns=["name"],
        purpose="handling",
        reason="核对名册",
    )
    filing = access.file_relative(
        clerk,
        identity=synthetic_resident_id("320402", date(1988, 8, 8), 8),
        name="镇办甲之妻",
        relation="spouse",
    )
    return {"job": job, "export": export, "filing": filing}


def _organisation(clerk: Actor) -> dict[str, UUID]:
    entry = OrganisationEntry(name="雕庄敬老院", kind="service_body", division=TOWN_A)
    organisation = organisations.register_organisation(clerk, entry=entry)
    facility = FacilityEntry(
        name="雕庄敬老院一部", kind="care_home", division=TOWN_A, organisation=organisation, beds=40
    )
    opened = organisations.register_facility(clerk, entry=facility)
    entered_roster = rosters.enter_roster(
        clerk, division=VILLAGE_A, name="李四", post="child_director", valid_from=SINCE
    )
    return {"organisation": organisation, "facility": opened, "entry": entered_roster}


def picture() -> bytes:
    """A small photograph."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return content.getvalue()


def _transfers(elsewhere: UUID) -> dict[str, UUID]:
    """Somebody whom this town gives away, and somebody whom the other one offers it."""
    with acting("town_clerk_a") as clerk:
        going = _person(clerk, "张无忌", 6)
        transfer = transfers.propose_transfer(
            clerk, person=going, destination=VILLAGE_B, reason="已搬走"
        )
    with acting("town_clerk_b") as clerk:
        transfers.propose_transfer(
            clerk, person=elsewhere, destination=VILLAGE_A, reason="住到女儿家"
        )
    with working("job"):
        confirmation.carry_transfers()
    with acting("town_clerk_a") as clerk:
        offer = transfers.list_offers(clerk)[0].id
    return {"transfer": transfer, "offer": offer}


def _orders() -> dict[str, UUID]:
    """A change of divisions that has not been carried out, and a token."""
    with acting("city_officer") as officer:
        change = divisions.order_change(
            officer,
            planned=divisions.planned_rename(code=TOWN_A, name="雕庄镇"),
            on=date(2099, 1, 1),
            approval="苏政复〔2026〕1号",
        )
    with acting("system_admin") as admin:
        held = actor("town_clerk_a").post
        access.issue_token(
            admin, post=held, title="与医保系统对接", permissions=["person.read"], days=30
        )
        token = access.tokens(admin)[0].id
    return {"change": change, "token": token}


def _staff() -> dict[str, UUID]:
    """A post that waits for approval, an emergency that waits for review."""
    with acting("system_admin") as admin:
        newcomer, _ = access.add_account(
            admin,
            username="newcomer",
            name="新来的",
            identity=synthetic_resident_id("320402", date(1991, 1, 1), 7),
            division=TOWN_A,
        )
        post = access.propose_post(
            admin,
            account=newcomer,
            role="village_officer",
            division=VILLAGE_A,
            valid_from=SINCE,
        )
    with acting("town_clerk_a") as clerk:
        number = synthetic_resident_id("320402", date(1960, 3, 5), 9)
        grant = access.open_emergency(clerk, number=number, reason="深夜走失，需联系家属接回")
    with acting("security_admin") as admin:
        alert = access.alerts(admin)[0].id
    return {"post": post, "account": newcomer, "grant": grant, "alert": alert}
