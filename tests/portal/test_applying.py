"""From the list of items to an application that is handed in."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import Case, CaseProof, Task
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.registry.models import Statement
from minzheng.kernel.residents.api import authorities, sharing
from minzheng.kernel.residents.api.authorities import Grant
from tests.kernel.documents.image_files import picture
from tests.kernel.residents.village import SINCE, Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.portal.applying import DIBAO, begun, faults, fill, submit, text_of
from tests.portal.conftest import SignedIn, browser_of

pytestmark = pytest.mark.slow


def row_of(case: UUID) -> Case:
    """The case as it is stored."""
    with entered(everywhere("test")):
        return Case.objects.get(pk=case)


def test_an_application_is_filled_in_and_handed_in(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    fill(client, case)
    assert submit(client, case) == 302
    row = row_of(case)
    assert (row.state, row.channel, row.applicant_id) == (
        "submitted",
        "portal",
        village.persons["赵大山"],
    )
    with entered(everywhere("test")):
        task = Task.objects.get(case=case)
    assert (task.step, task.office) == ("acceptance", "320402001")
    page = text_of(client, reverse("portal:case", args=[case]))
    assert "等窗口受理" in page
    assert row.number in page


def test_what_was_begun_is_gone_on_with(village: Village, at_home: SignedIn) -> None:
    case = begun(at_home("赵大山"))
    client = at_home("赵大山")
    step = reverse("portal:step", args=[case, "settlement.1"])
    name = re.search(r'name="(household:[^"]+)"', text_of(client, step))
    assert name is not None
    client.post(step, {name.group(1): "2"})
    assert begun(browser_of("赵大山")) == case
    assert "农村" in text_of(browser_of("赵大山"), reverse("portal:confirm", args=[case]))


def test_a_second_application_is_not_begun_while_one_runs(
    village: Village, at_home: SignedIn
) -> None:
    client = at_home("赵大山")
    submit(client, begun(client))
    answer = client.post(reverse("portal:apply_item", args=[DIBAO]), follow=True)
    assert "已经有一件同样的申请在办" in answer.content.decode()


def test_what_is_on_file_is_shown_and_not_asked(village: Village, at_home: SignedIn) -> None:
    with entered(everywhere("test")):
        Statement.objects.update(valid_from="2026-11-01")
    client = at_home("赵大山")
    case = begun(client)
    page = text_of(client, reverse("portal:step", args=[case, "income.1"]))
    known = page[page.index("已经有的") : page.index("情况有变化")]
    assert "700.00" in known
    assert SINCE.year == 2026


def test_of_another_grown_up_nothing_is_shown_that_is_on_file(
    village: Village, at_home: SignedIn
) -> None:
    with entered(everywhere("test")):
        Statement.objects.update(valid_from="2026-11-01")
    client = at_home("赵大山")
    case = begun(client)
    pages = [
        text_of(client, reverse("portal:step", args=[case, step]))
        for step in ("members.2", "work.2", "income.2")
    ]
    pages.append(text_of(client, reverse("portal:confirm", args=[case])))
    assert not [
        word for word in ("钱小凤", "孙老太", "812.34") if any(word in page for page in pages)
    ]
    with acting_at_home("钱小凤") as wife:
        sharing.share(wife)
    page = text_of(client, reverse("portal:confirm", args=[case]))
    assert "钱小凤" in page
    assert "812.34" in page
    assert "孙老太" not in page


def test_papers_are_examined_handed_in_and_taken_back(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    fill(client, case)
    papers = text_of(client, reverse("portal:papers", args=[case]))
    add = re.search(r'href="(/my/cases/[^"]+/papers/[^"]+/add/)"', papers)
    assert add is not None
    wrong = SimpleUploadedFile("残疾证.exe", b"MZ" + b"\0" * 200)
    assert client.post(add.group(1), {"file": wrong}).status_code == 400
    photo = SimpleUploadedFile("诊断.png", picture("PNG"))
    assert client.post(add.group(1), {"file": photo}).status_code == 302
    with entered(everywhere("test")):
        held = CaseProof.objects.get(case=case)
    taken = reverse("portal:paper_remove", args=[case, held.pk])
    assert "已交" in text_of(client, reverse("portal:papers", args=[case]))
    assert client.post(taken).status_code == 302
    assert "已交" not in text_of(client, reverse("portal:papers", args=[case]))


def test_the_same_form_sent_twice_has_one_effect(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    address = reverse("portal:confirm", args=[case])
    version = re.search(r'name="version" value="(\d+)"', text_of(client, address))
    assert version is not None
    given = {"true": "on", "version": version.group(1), "request_id": "a-request-of-today"}
    first, second = client.post(address, given), client.post(address, given)
    assert (first.status_code, second.status_code) == (302, 302)
    with entered(everywhere("test")):
        assert Task.objects.filter(case=case).count() == 1


def test_without_the_declaration_nothing_is_handed_in(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    answer = client.post(reverse("portal:confirm", args=[case]), {"version": "1"})
    assert answer.status_code == 400
    assert faults(answer.content.decode())
    assert row_of(case).state == "draft"


@pytest.mark.parametrize("text", ["一千", "-5", "999999999999"])
def test_a_sum_that_cannot_be_is_told(village: Village, at_home: SignedIn, text: str) -> None:
    client = at_home("赵大山")
    case = begun(client)
    step = reverse("portal:step", args=[case, "income.1"])
    name = re.search(r'name="(person:[^"]+:wage)"', text_of(client, step))
    assert name is not None
    answer = client.post(step, {name.group(1): text})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_all_the_rest_is_none_with_one_box(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    case = begun(client)
    step = reverse("portal:step", args=[case, "income.1"])
    name = re.search(r'name="(person:[^"]+:wage)"', text_of(client, step))
    assert name is not None
    client.post(step, {name.group(1): "不清楚", "rest": "on"})
    page = text_of(client, reverse("portal:confirm", args=[case]))
    assert "不清楚" in page
    income = page[page.index("<h2>每个人的收入") : page.index("改“每个人的收入：赵大山”")]
    assert "没有填" not in income


def test_who_may_only_look_begins_nothing(village: Village) -> None:
    with acting_at_home("孙老太") as old:
        grant = Grant("李邻居", "read", clock.today(), number=number_of("李邻居"))
        given = authorities.empower(old, grant=grant)
    client = browser_of("李邻居", given)
    assert "正在替<b>孙老太</b>办理" in text_of(client, "/my/")
    answer = client.post(reverse("portal:apply_item", args=[DIBAO]))
    assert answer.status_code == 403


def test_a_resident_without_a_household_is_told_where_to_go(
    village: Village, at_home: SignedIn
) -> None:
    client = at_home("周独居")
    answer = client.post(reverse("portal:apply_item", args=[DIBAO]), follow=True)
    assert "请先到村（社区）登记" in answer.content.decode()
