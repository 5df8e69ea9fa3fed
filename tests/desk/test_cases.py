"""Casework at the desk: from the inbox to the letter, as the forms and pages have it."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import intake, reading
from minzheng.kernel.casework.models import Case, Hearing
from minzheng.kernel.registry.api import identities
from tests.desk.case_records import ITEM
from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.people import acting

pytestmark = pytest.mark.slow

QUICK = "temporary_assistance.quick"


def _posted(client: Client, address: str, **values: object) -> str:
    """Where a form leads; empty when it comes back with faults."""
    answer = client.post(address, {"request_id": str(uuid4()), **values})
    assert answer.status_code in (200, 302, 400), answer.status_code
    return str(answer.headers.get("Location", ""))


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_case_is_opened_in_three_screens(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    second = _posted(clerk, "/cases/new/", sought="张三丰", item=QUICK)
    assert re.fullmatch(r"/cases/[0-9a-f-]{36}/questions/", second)
    case = UUID(second.split("/")[2])
    with acting("town_clerk_a") as actor:
        asked = intake.asked(actor, case=case)
    # Everything that is still open is asked on the second screen, nothing that is held.
    page = _page(clerk, second)
    assert all(f'name="{each.key}"' in page for each in asked.open)
    emergency = next(each for each in asked.open if each.fact.name == "emergency")
    third = _posted(clerk, second, **{emergency.key: "1"})
    assert third == f"/cases/{case}/papers/"
    submit = f"/cases/{case}/submit/"
    with acting("town_clerk_a") as actor:
        version = reading.case_head(actor, case=case).version
    assert _posted(clerk, submit, version=version) == f"/cases/{case}/"
    assert "去办：受理" in _page(clerk, f"/cases/{case}/")


def test_the_same_form_sent_twice_opens_one_case(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    sent = {"request_id": str(uuid4()), "sought": "张三丰", "item": QUICK}
    first, second = clerk.post("/cases/new/", sent), clerk.post("/cases/new/", sent)
    assert first.headers["Location"] == second.headers["Location"]
    with acting("town_clerk_a"):
        of_the_family = Case.objects.filter(item=QUICK, household_id=records.of("household"))
        assert of_the_family.count() == 1


def test_one_of_several_people_of_a_name_is_chosen(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    answer = clerk.post("/cases/new/", {"sought": "张", "item": QUICK})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "找到不止一个人" in page
    assert str(records.of("person")) in page
    chosen = {"sought": "张", "item": QUICK, "person": str(records.of("person"))}
    assert _posted(clerk, "/cases/new/", **chosen).endswith("/questions/")


def test_what_is_missing_is_listed_once(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    opened = _posted(clerk, "/cases/new/", sought="张三丰", item=QUICK)
    case = opened.split("/")[2]
    _posted(clerk, f"/cases/{case}/submit/", version=_version(case))
    receive = f"/cases/{case}/receive/"
    assert not _posted(clerk, receive, verdict="return", version=_version(case))
    sent = {"verdict": "return", "note": "请补医院证明", "version": _version(case)}
    assert _posted(clerk, receive, **sent) == f"/cases/{case}/"
    page = _page(clerk, f"/cases/{case}/")
    assert "等申请人补正" in page
    assert "请补医院证明" in page


def test_a_page_that_is_out_of_date_decides_nothing(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    opened = _posted(clerk, "/cases/new/", sought="张三丰", item=QUICK)
    case = opened.split("/")[2]
    old = _version(case)
    _posted(clerk, f"/cases/{case}/submit/", version=old)
    answer = clerk.post(f"/cases/{case}/receive/", {"verdict": "accept", "version": old})
    assert answer.status_code == 400
    assert "已受理" not in _page(clerk, f"/cases/{case}/")


def test_nobody_decides_before_the_facts_are_known(as_: SignedIn, records: Records) -> None:
    page = _page(as_("county_approver"), f"/cases/{records.of('case')}/decide/")
    assert "还不能下结论" in page
    assert "作出这个决定" not in page


def test_a_decision_otherwise_needs_a_reason(as_: SignedIn, records: Records) -> None:
    approver = as_("county_approver")
    address = f"/cases/{records.of('case')}/decide/"
    sent = {"verdict": "otherwise", "outcome": "granted", "version": _version(records.of("case"))}
    answer = approver.post(address, sent)
    assert answer.status_code == 400
    assert "须写明理由" in answer.content.decode()


def test_a_first_application_is_not_confirmed_with_others(as_: SignedIn, records: Records) -> None:
    """T-09: the only button for several at once is for reviews that change nothing."""
    case = records.of("case")
    sent = {"cases": [f"{case}:{_version(case)}"]}
    page = as_("county_approver").post("/cases/batch/", sent, follow=True).content.decode()
    assert "已确认 0 件" in page
    with acting("county_approver") as approver:
        assert reading.case_head(approver, case=case).state == "open"


def test_tasks_are_taken_and_given_back(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    task = f"/cases/{case}/tasks/{records.of('task')}/"
    assert _posted(clerk, f"{task}take/") == f"/cases/{case}/"
    assert "镇办甲 已领办" in _page(clerk, f"/cases/{case}/")
    assert _posted(clerk, f"{task}release/") == "/cases/"


def test_the_inbox_is_narrowed_by_colour_item_and_step(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    number = _number(records.of("case"))
    with acting("town_clerk_a") as actor:
        colour = reading.inbox(actor).rows[0].colour
    assert number in _page(clerk, f"/cases/?colour={colour}&item={ITEM}&step=visit")
    others = {"overdue", "soon", "later"} - {colour}
    assert all(number not in _page(clerk, f"/cases/?colour={each}") for each in others)
    assert number not in _page(clerk, "/cases/?step=opinion")


def test_the_inbox_takes_as_many_queries_for_one_case_as_for_many(
    as_: SignedIn, records: Records
) -> None:
    clerk = as_("town_clerk_a")
    taken = []
    for _round in range(2):
        clerk.get("/cases/")
        with CaptureQueriesContext(connection) as queries:
            clerk.get("/cases/")
        taken.append(len(queries))
        opened = _posted(clerk, "/cases/new/", sought="张三丰", item=QUICK)
        _posted(clerk, opened.replace("questions", "submit"), version=1)
    assert taken[0] == taken[1]


def test_a_wrong_town_finds_nothing(as_: SignedIn, records: Records) -> None:
    stranger, case = as_("town_clerk_b"), records.of("case")
    absent = stranger.get(f"/cases/{uuid4()}/")
    for page in ("", "decide/", "letters/", "papers/", "receive/", "hearing/"):
        unseen = stranger.get(f"/cases/{case}/{page}")
        assert unseen.status_code in (403, 404), page
    assert stranger.get(f"/cases/{case}/").content == absent.content
    number = _number(case)
    for page in ("/cases/", "/cases/all/", f"/cases/all/?item={ITEM}"):
        assert number not in _page(stranger, page)


def test_whoever_is_a_relative_sees_why_not_and_cannot_act(as_: SignedIn, records: Records) -> None:
    case = records.of("case")
    with acting("town_clerk_a") as clerk:
        number = identities.reveal_number(clerk, identity=records.of("identity"))
        access.file_relative(clerk, identity=number, name="张三丰", relation="other")
    client = as_("town_clerk_a")
    page = _page(client, f"/cases/{case}/")
    assert "您应当回避" in page
    assert "去办：" not in page
    refused = client.post(f"/cases/{case}/steps/visit/", {"version": _version(case)})
    assert refused.status_code == 403


def test_a_letter_of_another_case_is_not_found_here(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    letter = f"letters/{records.of('letter')}/"
    assert clerk.get(f"/cases/{records.of('case')}/{letter}").status_code == 200
    assert clerk.get(f"/cases/{records.of('draft')}/{letter}").status_code == 404


def test_a_letter_is_served_once(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    address = f"/cases/{case}/letters/{records.of('letter')}/service/"
    today = re.search(r'name="on" value="([0-9-]+)"', _page(clerk, address))
    assert today
    sent = {"method": "direct", "on": today[1], "received": "yes"}
    assert not _posted(clerk, address, **sent)
    assert _posted(clerk, address, receiver="张三丰", **sent) == f"/cases/{case}/"
    assert not _posted(clerk, address, receiver="张三丰", **sent)
    for form in ("pdf", "docx"):
        file = clerk.get(f"/cases/{case}/letters/{records.of('letter')}/{form}/")
        assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_delegation_takes_two_persons(as_: SignedIn, records: Records) -> None:
    approve = f"/delegations/{records.of('delegation')}/approve/"
    proposer, other = as_("county_officer"), as_("county_approver")
    assert "不批准" not in _page(proposer, "/delegations/")
    assert proposer.post(approve).status_code == 403
    assert _posted(other, approve) == "/delegations/"
    assert "已批准" in _page(other, "/delegations/")


def test_the_board_counts_by_office(as_: SignedIn, records: Records) -> None:
    page = _page(as_("county_approver"), "/cases/board/")
    assert "雕庄街道" in page
    assert "天宁区" in page
    answer = as_("county_approver").post(
        "/cases/board/", {"since": "2026-05-02", "until": "2026-05-01"}
    )
    assert answer.status_code == 400


def test_a_suspension_is_ended_where_it_is_shown(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    assert _posted(clerk, f"/cases/{case}/suspend/", kind="inquiry", basis="第二十二条")
    page = _page(clerk, f"/cases/{case}/")
    assert "恢复计算期限（异地协查）" in page
    form = re.search(r'action="([^"]*/resume/)">(.*?)</form>', page, re.DOTALL)
    assert form
    sent = dict(re.findall(r'name="(kind)" value="(\w+)"', form[2]))
    assert _posted(clerk, form[1], **sent) == f"/cases/{case}/"
    with acting("town_clerk_a") as actor:
        assert all(each.to_on for each in reading.case_view(actor, case=case).suspensions)


def test_whoever_has_not_allowed_the_check_is_named_with_the_papers(
    as_: SignedIn, records: Records
) -> None:
    clerk = as_("town_clerk_a")
    wanted = "还没有授权的成员：张三丰"
    assert wanted in _page(clerk, f"/cases/{records.of('case')}/papers/")


def test_what_came_from_outside_is_a_part_of_the_page(as_: SignedIn, records: Records) -> None:
    clerk, case = as_("town_clerk_a"), records.of("case")
    outside = f"/cases/{case}/outside/"
    assert f'hx-get="{outside}"' in _page(clerk, f"/cases/{case}/")
    part = _page(clerk, outside)
    assert 'id="check"' in part
    assert 'id="fieldwork"' in part
    assert as_("town_clerk_b").get(outside).status_code == 404
    # Nothing is said of departments that this item never asks.
    assert 'id="check"' not in _page(clerk, f"/cases/{records.of('draft')}/outside/")


def _version(case: object) -> int:
    with acting("town_clerk_a") as clerk:
        return reading.case_head(clerk, case=UUID(str(case))).version


def _number(case: UUID) -> str:
    with acting("town_clerk_a") as clerk:
        return reading.case_head(clerk, case=case).number


def test_what_a_resident_wrote_before_a_cut_is_read_before_it_is_recorded(
    as_: SignedIn, records: Records
) -> None:
    """On the page of the case, and above the form in which an officer writes that it was heard."""
    case, hearing = records.of("case"), records.of("hearing")
    with acting("town_clerk_a"):
        held = Hearing.objects.get(pk=hearing)
        held.notified_on = held.held_on = clock.today()
        held.answer_by = clock.today() + timedelta(days=7)
        held.statement = "孩子九月上学，开销大"
        held.save(update_fields=["notified_on", "answer_by", "held_on", "statement"])
    clerk = as_("town_clerk_a")
    for address in (f"/cases/{case}/", f"/cases/{case}/hearing/{hearing}/"):
        page = _page(clerk, address)
        assert "孩子九月上学，开销大" in page
        assert "本人已在网上陈述" in page
