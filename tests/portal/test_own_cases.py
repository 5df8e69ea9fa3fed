"""Own cases: read by nobody else, answered in plain words, and what one can say about them."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import work
from minzheng.kernel.casework.models import Case, CaseEvent, Hearing, Objection
from minzheng.kernel.exchange.models import Authorisation
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.residents.api import authorities
from minzheng.kernel.residents.api.authorities import Grant
from tests.kernel.residents.test_own_rows import everything
from tests.kernel.residents.village import Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.people import acting, signed_in
from tests.portal.applying import announced, begun, submit, text_of
from tests.portal.conftest import SignedIn, browser_of

pytestmark = pytest.mark.slow

OF_A_CASE = (
    *("case", "step", "papers", "paper_add", "confirm"),
    *("objection", "hearing", "withdraw"),
)
SECRET = "邻居说他家有两辆车"


@pytest.fixture
def case(village: Village, at_home: SignedIn) -> UUID:
    """赵大山's application, handed in."""
    client = at_home("赵大山")
    found = begun(client)
    submit(client, found)
    return found


@pytest.fixture
def objected(case: UUID) -> UUID:
    """The same, to which a neighbour has objected at the desk."""
    with acting("town_clerk_a") as clerk:
        work.object_to(clerk, case=case, text=SECRET)
    return case


@pytest.mark.parametrize("name", OF_A_CASE)
@pytest.mark.parametrize("who", ["李邻居", "钱小凤", "赵小河"])
def test_the_case_is_nobody_elses(case: UUID, name: str, who: str) -> None:
    client = browser_of(who)
    further = {"step": ["income.1"], "paper_add": ["wage"]}.get(name, [])
    address = reverse(f"portal:{name}", args=[case, *further])
    missing = reverse(f"portal:{name}", args=[UUID(int=5), *further])
    answer, absent = client.get(address), client.get(missing)
    assert (answer.status_code, absent.status_code) == (404, 404)
    assert answer.content == absent.content
    given = {"text": "x", "true": "on", "version": "2"}
    if name not in ("case", "papers"):
        assert client.post(address, given).status_code == 404


def test_the_rows_of_a_case_are_nobody_elses(objected: UUID) -> None:
    for who in ("李邻居", "钱小凤"):
        with acting_at_home(who):
            assert not [
                table
                for table, rows in everything().items()
                if any(str(objected) in row for row in rows)
            ]
    with acting_at_home("赵大山"):
        rows = everything()
    assert rows["casework_case"]
    assert not rows["casework_caseevent"]
    assert not rows["casework_task"]
    assert not rows["casework_objection"]


def test_what_others_have_said_is_not_shown(objected: UUID, at_home: SignedIn) -> None:
    page = text_of(at_home("赵大山"), reverse("portal:case", args=[objected]))
    assert SECRET not in page


def test_an_objection_of_ones_own_is_shown_with_its_answer(case: UUID, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    answer = client.post(reverse("portal:objection", args=[case]), {"text": "我家的收入算错了"})
    assert answer.status_code == 302
    with entered(everywhere("test")):
        found = Objection.objects.get(case=case)
    assert found.source == "applicant"
    with acting("town_clerk_a") as clerk:
        work.answer_objection(clerk, objection=found.pk, upheld=True, answer="已按新证明重算")
    page = text_of(client, reverse("portal:case", args=[case]))
    assert "我家的收入算错了" in page
    assert "已按新证明重算" in page


@pytest.fixture
def asked_to_speak(case: UUID) -> UUID:
    """A cut was announced to him, and he may answer for ten days."""
    announced(case)
    return case


def test_a_resident_speaks_before_a_cut(asked_to_speak: UUID, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    assert "请说说您的意见" in text_of(client, reverse("portal:case", args=[asked_to_speak]))
    address = reverse("portal:hearing", args=[asked_to_speak])
    assert "儿子参加工作" in text_of(client, address)
    assert client.post(address, {"text": "他只打了一个月工"}).status_code == 302
    with entered(everywhere("test")):
        held = Hearing.objects.get(case=asked_to_speak)
        assert held.statement == "他只打了一个月工"
        assert held.outcome == "none"
        assert CaseEvent.objects.filter(case=asked_to_speak, act="hearing_statement").exists()
    assert "他只打了一个月工" in text_of(client, address)
    with clock.standing_at(clock.now() + timedelta(days=11)):
        late = browser_of("赵大山")
        assert late.post(address, {"text": "还有"}).status_code == 400


def test_an_application_is_withdrawn(case: UUID, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    assert (
        client.post(reverse("portal:withdraw", args=[case]), {"text": "搬走了"}).status_code == 302
    )
    assert "不再办了" in text_of(client, reverse("portal:case", args=[case]))


def test_a_complaint_is_a_case_of_its_own(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    answer = client.post(reverse("portal:complaint"), {"text": "村里有人冒领"}, follow=True)
    page = unescape(answer.content.decode())
    assert "信访举报" in page
    assert "村里有人冒领" in page
    with acting_at_home("李邻居"):
        assert not everything()["casework_case"]


def test_every_grown_up_consents_for_himself(case: UUID, at_home: SignedIn) -> None:
    wife = at_home("钱小凤")
    address = reverse("portal:consents")
    page = text_of(wife, address)
    assert "最低生活保障申请" in page
    assert "等您决定" in page
    assert "等您决定" in text_of(wife, reverse("portal:cases")) or "要您本人决定" in text_of(
        wife, reverse("portal:cases")
    )
    assert wife.post(address, {"case": str(case), "agree": "yes"}).status_code == 302
    with entered(everywhere("test")):
        (given,) = Authorisation.objects.filter(case=case)
    assert (given.state, given.method) == ("given", "electronic")
    assert given.document is not None
    assert "已授权" in text_of(wife, address)
    assert at_home("赵小河").get(address).status_code == 200
    child = at_home("赵小河").post(address, {"case": str(case), "agree": "yes"})
    assert child.status_code in (302, 400)
    with entered(everywhere("test")):
        assert Authorisation.objects.filter(case=case).count() == 1


def test_somebody_else_cannot_consent(case: UUID) -> None:
    answer = browser_of("李邻居").post(
        reverse("portal:consents"), {"case": str(case), "agree": "yes"}
    )
    assert answer.status_code == 404
    with acting_at_home("孙老太") as old:
        until = clock.today() + timedelta(days=5)
        grant = Grant("李邻居", "all", until, number=number_of("李邻居"))
        given = authorities.empower(old, grant=grant)
    client = browser_of("李邻居", given)
    assert (
        client.post(reverse("portal:consents"), {"case": str(case), "agree": "yes"}).status_code
        == 400
    )
    with entered(everywhere("test")):
        assert not Authorisation.objects.filter(case=case).exists()


def test_an_officer_fills_in_at_the_door(village: Village) -> None:
    officer = signed_in(Client(), "village_officer_a")
    assert officer.get(reverse("portal:cases")).status_code == 302
    with acting("village_officer_a") as actor:
        grant = Grant("", "all", clock.today() + timedelta(days=3), document=UUID(int=7))
        given = authorities.record_authority(
            actor, person=village.persons["赵大山"], grant=grant, officer=True
        )
    officer.post(reverse("portal:whom"), {"authority": str(given)})
    found = begun(officer)
    assert "正在替<b>赵大山</b>办理" in text_of(officer, reverse("portal:confirm", args=[found]))
    with entered(everywhere("test")):
        row = Case.objects.get(pk=found)
    assert (row.channel, row.applicant_id) == ("village", village.persons["赵大山"])
    assert row.opened_by == actor.account
    with acting_at_home("孙老太") as old:
        other = authorities.empower(
            old, grant=Grant("李邻居", "all", clock.today(), number=number_of("李邻居"))
        )
    assert officer.post(reverse("portal:whom"), {"authority": str(other)}).status_code == 404
