"""Casework at the desk: what supervisors look after, and what is put right in a case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from minzheng.catalogue.casework.item_book import ItemBook
from minzheng.config.platform import platform
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import boards, deciding, letters
from minzheng.kernel.casework.models import Case, Decision
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api import identities
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.desk.case_records import ITEM
from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.kernel.casework.deciding.matters import family, state, to_decide
from tests.people import acting

pytestmark = pytest.mark.slow


def _sent(client: Client, address: str, **values: object) -> str:
    """The page to which a form leads, or the form with its faults."""
    answer = client.post(address, {"request_id": str(uuid4()), **values}, follow=True)
    assert answer.status_code in (200, 400), answer.status_code
    return answer.content.decode()


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pace_is_judged_by_somebody_else(as_: SignedIn, records: Records) -> None:
    settle = f"/pace/{records.of('pace')}/"
    swift, other = as_("county_approver"), as_("city_officer")
    own = _page(swift, "/pace/")
    assert "由他人核查" in own
    assert settle not in own
    assert "不能核查本人的审批" in _sent(swift, settle, verdict="没有问题")
    assert "审批过快待核查" in _page(other, "/")
    assert "40 件决定" in _page(other, settle)
    assert "没有待核查的提示" in _sent(other, settle, verdict="已抽查十件")
    assert "已抽查十件" in _page(other, "/pace/?which=all")
    assert "已经核查" in _sent(other, settle, verdict="再来一次")
    assert as_("town_clerk_a").get("/pace/").status_code == 403


@dataclass(frozen=True)
class Items:
    """An installation with these items."""

    items: ItemBook


@pytest.fixture
def newer(records: Records) -> Iterator[None]:
    """The item has been amended since the case was accepted."""
    others = [found for code, found in platform().items.items() if code != ITEM]
    old = platform().items[ITEM]
    book = ItemBook([*others, (*old, replace(old[-1], version=clock.today()))])
    install_items(lambda: Items(book))
    yield
    install_items(platform)


@pytest.mark.usefixtures("newer")
def test_a_running_case_is_brought_over_to_the_new_version(as_: SignedIn, records: Records) -> None:
    case, approver = records.of("case"), as_("county_approver")
    migration = f"/cases/{case}/migration/"
    assert migration in _page(approver, "/cases/outdated/")
    assert migration in _page(approver, f"/cases/{case}/")
    _sent(approver, migration, version=_row(case).version - 1)
    assert _row(case).item_version != clock.today()
    _sent(approver, migration, version=_row(case).version)
    assert _row(case).item_version == clock.today()
    assert migration not in _page(approver, "/cases/outdated/")
    assert migration not in _page(approver, f"/cases/{case}/")


def test_a_conference_is_called_off_once_and_says_why(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    conference = f"conferences/{records.of('conference')}/"
    cancel = f"/cases/{case}/{conference}cancel/"
    assert cancel in _page(clerk, f"/cases/{case}/{conference}")
    assert "医保部门已经答复" in _sent(clerk, cancel, reason="医保部门已经答复")
    after = _page(clerk, f"/cases/{case}/{conference}")
    assert "已取消" in after
    assert cancel not in after
    assert clerk.post(cancel, {"reason": "再取消"}).status_code == 400
    assert clerk.get(f"/cases/{records.of('draft')}/{conference}cancel/").status_code == 404


def test_a_paper_is_refused_and_taken_after_all(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    held = f"/cases/{case}/papers/{records.of('held')}/"
    _ill(records.of("person"))
    assert f"{held}refuse/" in _page(clerk, f"/cases/{case}/papers/")
    refused = _sent(clerk, f"{held}refuse/")
    assert "不符合要求" in refused
    assert f"{held}keep/" in refused
    assert f"{held}refuse/" in _sent(clerk, f"{held}keep/")
    # The case is accepted: its papers stay.
    assert f"{held}detach/" not in _page(clerk, f"/cases/{case}/papers/")
    assert "材料不能撤下" in _sent(clerk, f"{held}detach/")
    assert as_("town_clerk_b").post(f"{held}refuse/").status_code == 404


def test_a_relative_judges_no_papers(as_: SignedIn, records: Records) -> None:
    with acting("town_clerk_a") as clerk:
        number = identities.reveal_number(clerk, identity=records.of("identity"))
        access.file_relative(clerk, identity=number, name="张三丰", relation="other")
    held = f"/cases/{records.of('case')}/papers/{records.of('held')}/"
    assert as_("town_clerk_a").post(f"{held}refuse/").status_code == 403


def test_a_decision_is_replayed_on_its_page(as_: SignedIn, records: Records) -> None:
    row = to_decide(family(sequence=41))
    approver, address = as_("county_approver"), f"/cases/{row.pk}/replay/"
    assert address not in _page(approver, f"/cases/{row.pk}/")
    assert "还没有作出决定" in _sent(approver, address)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    assert address in _page(approver, f"/cases/{row.pk}/")
    assert "结果一致，一分不差" in _sent(approver, address)
    assert as_("town_clerk_b").post(address).status_code == 404


def test_a_figure_that_differs_is_named(
    as_: SignedIn, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if somebody had got past the database, which refuses to change what was decided."""
    row = to_decide(family(sequence=41))
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome="granted", version=row.version)
    kept = Decision.from_db.__func__  # type: ignore[attr-defined]  # a class method

    def tampered(cls: type[Decision], *found: object) -> Decision:
        made: Decision = kept(cls, *found)
        made.facts["persons"][0]["facts"]["wage"] += 100
        return made

    monkeypatch.setattr(Decision, "from_db", classmethod(tampered))
    told = _sent(as_("county_approver"), f"/cases/{row.pk}/replay/")
    assert "与决定不一致" in told
    assert "最低生活保障金" in told


def test_late_letters_and_deviations_are_in_the_report(as_: SignedIn, records: Records) -> None:
    row = to_decide(family(sequence=41))
    with acting("county_approver") as actor:
        deciding.decide(
            actor, case=row.pk, outcome="refused", version=row.version, reason="拒不配合调查核实"
        )
    with clock.standing_at(clock.now() + timedelta(days=20)):
        with acting("town_clerk_a") as clerk:
            letter = next(
                each for each in letters.letters_of(clerk, case=row.pk) if each.kind == "refuse"
            )
            letters.record_service(
                clerk, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
            )
        assert _row(row.pk).closed_at
        with acting("county_approver") as actor:
            from_, to = clock.today() - timedelta(days=30), clock.today()
            report = boards.compliance(actor, since=from_, until=to)
    assert [(each.letters_late, each.deviations) for each in report] == [(1, 1)]


def _ill(person: UUID) -> None:
    """The applicant is seriously ill, so a paper is wanted."""
    with acting("town_clerk_a") as clerk:
        state(clerk, Subject(Entity.PERSON, person), {"serious_illness": True})


def _row(case: UUID) -> Case:
    with acting("town_clerk_a"):
        return Case.objects.get(pk=case)
