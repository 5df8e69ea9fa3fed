"""The means check as a resident meets it: consent taken back, and what was found talked about."""

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import CaseEvent
from minzheng.kernel.documents.models import Document
from minzheng.kernel.exchange.models import Authorisation, CheckRequest, Difference
from minzheng.kernel.protection.context import entered as scope
from minzheng.kernel.protection.context import everywhere
from minzheng.kernel.residents.api import authorities
from minzheng.kernel.residents.api.authorities import Grant
from tests.kernel.documents.image_files import picture
from tests.kernel.residents.village import Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.portal.applying import faults, text_of
from tests.portal.conftest import SignedIn, browser_of
from tests.portal.matters import Matters, entered

pytestmark = pytest.mark.slow

CONSENTS = "/my/consents/"


@pytest.fixture(scope="module")
def _matters(_village: Village) -> Matters:
    return entered(_village)


@pytest.fixture
def matters(_matters: Matters, village: Village) -> Matters:
    """赵大山 has allowed the check of his application and was told of a larger wage."""
    return _matters


@pytest.fixture
def client(matters: Matters, at_home: SignedIn) -> Client:
    """His telephone."""
    return at_home("赵大山")


def withdrawing(matters: Matters) -> str:
    """Where he takes his consent back."""
    return reverse("portal:consent_withdraw", args=[matters["case"]])


def line_of(matters: Matters) -> str:
    """Where he says what he thinks of the line."""
    return reverse("portal:difference", args=[matters["case"], matters["difference"]])


def row(matters: Matters) -> Any:
    """The line as it is stored."""
    with scope(everywhere("test")):
        return Difference.objects.get(pk=matters["difference"])


def acts(case: UUID) -> set[str]:
    """What the desk reads of it in the case."""
    with scope(everywhere("test")):
        return set(CaseEvent.objects.filter(case=case).values_list("act", flat=True))


def test_a_consent_is_taken_back_by_whoever_gave_it(matters: Matters, client: Client) -> None:
    assert withdrawing(matters) in text_of(client, CONSENTS)
    assert "马上停止" in text_of(client, withdrawing(matters))
    assert client.post(withdrawing(matters), {"text": ""}).status_code == 400
    answer = client.post(withdrawing(matters), {"text": "不想再查了"}, follow=True)
    page = unescape(answer.content.decode())
    assert "授权已撤回" in page
    assert "已撤回" in page
    assert "我同意查询" in page
    assert "我不同意" not in page
    with scope(everywhere("test")):
        [given] = Authorisation.objects.filter(case=matters["case"])
        states = set(
            CheckRequest.objects.filter(case=matters["case"]).values_list("state", flat=True)
        )
    assert (given.state, given.withdrawn_on) == ("withdrawn", clock.today())
    assert not states & {"queued", "asked"}
    assert "consent_withdrawn" in acts(matters["case"])
    assert client.get(withdrawing(matters)).status_code == 404


def test_who_thinks_better_of_it_consents_again(matters: Matters, client: Client) -> None:
    client.post(withdrawing(matters), {"text": "再想想"})
    answer = client.post(CONSENTS, {"case": str(matters["case"]), "agree": "yes"}, follow=True)
    assert "已同意查询" in unescape(answer.content.decode())
    with scope(everywhere("test")):
        states = Authorisation.objects.filter(case=matters["case"]).values_list("state", flat=True)
        assert sorted(states) == ["given", "withdrawn"]


@pytest.mark.parametrize("who", ["钱小凤", "李邻居", "赵小河"])
def test_nobody_takes_back_what_another_has_given(matters: Matters, who: str) -> None:
    other = browser_of(who)
    assert other.get(withdrawing(matters)).status_code == 404
    assert other.post(withdrawing(matters), {"text": "x"}).status_code in (400, 404)
    with scope(everywhere("test")):
        assert Authorisation.objects.get(case=matters["case"]).state == "given"


def test_whoever_acts_for_him_does_not_take_it_back(matters: Matters) -> None:
    with acting_at_home("赵大山") as principal:
        grant = Grant("李邻居", "all", clock.today(), number=number_of("李邻居"))
        given = authorities.empower(principal, grant=grant)
    answer = browser_of("李邻居", given).post(withdrawing(matters), {"text": "替他撤回"})
    assert answer.status_code == 400
    assert "本人" in unescape(answer.content.decode())


def test_what_differs_is_said_in_the_case_and_shown_line_by_line(
    matters: Matters, client: Client
) -> None:
    address = reverse("portal:differences", args=[matters["case"]])
    assert address in text_of(client, reverse("portal:case", args=[matters["case"]]))
    page = text_of(client, address)
    for words in ("700.00", "3,456.00", "税务", "等您说"):
        assert words in page


def test_what_is_wrong_is_explained_with_a_paper(matters: Matters, client: Client) -> None:
    nothing = client.post(line_of(matters), {"verdict": "wrong", "text": ""})
    assert nothing.status_code == 400
    assert faults(nothing.content.decode()) == ["请写下哪里不对。"]
    photo = SimpleUploadedFile("离职证明.png", picture("PNG"))
    given = {"verdict": "wrong", "text": "五月就离职了", "file": photo}
    answer = client.post(line_of(matters), given, follow=True)
    page = unescape(answer.content.decode())
    assert "五月就离职了" in page
    assert "家庭有异议" in page
    found = row(matters)
    assert (found.state, found.objection) == ("disputed", "五月就离职了")
    with scope(everywhere("test")):
        assert Document.objects.filter(pk=found.objection_document).exists()
    assert "difference_disputed" in acts(matters["case"])
    # The later words stand, so they begin with the earlier ones.
    assert "五月就离职了" in text_of(client, line_of(matters))


def test_what_is_right_is_agreed_with(matters: Matters, client: Client) -> None:
    answer = client.post(line_of(matters), {"verdict": "right", "text": ""}, follow=True)
    assert "家庭认可" in unescape(answer.content.decode())
    assert row(matters).state == "conceded"


def test_neither_is_refused_at_the_field(matters: Matters, client: Client) -> None:
    answer = client.post(line_of(matters), {"text": "说不清"})
    assert answer.status_code == 400
    assert faults(answer.content.decode()) == ["请先选一个。"]


def test_a_file_that_is_none_is_refused_and_nothing_is_kept(
    matters: Matters, client: Client
) -> None:
    wrong = SimpleUploadedFile("证明.exe", b"MZ" + b"\0" * 200)
    given = {"verdict": "wrong", "text": "五月就离职了", "file": wrong}
    assert client.post(line_of(matters), given).status_code == 400
    assert row(matters).state == "told"


@pytest.mark.parametrize("who", ["钱小凤", "李邻居", "赵小河"])
def test_the_lines_are_nobody_elses(matters: Matters, who: str) -> None:
    other = browser_of(who)
    assert other.get(reverse("portal:differences", args=[matters["case"]])).status_code == 404
    assert other.get(line_of(matters)).status_code == 404
    given = {"verdict": "right", "text": ""}
    assert other.post(line_of(matters), given).status_code == 404
    assert row(matters).state == "told"
