"""What is done on the pages of files, divisions, tokens and exports, from the form to its end."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.models import ExportRequest
from minzheng.kernel.registry.api import confirmation, divisions
from tests.desk.conftest import SignedIn
from tests.desk.records import Records, picture
from tests.people import TOWN_A, VILLAGE_A, VILLAGE_B, account_id, acting

pytestmark = pytest.mark.slow

NEW_VILLAGE = "320402001299"


def text(client: Client, address: str) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_evidence_is_handed_in_opened_and_withdrawn(as_: SignedIn, records: Records) -> None:
    clerk, page = as_("town_clerk_a"), f"/households/{records.of('household')}/"
    file = SimpleUploadedFile("户口簿.png", picture(), "image/png")
    handed_in = clerk.post(f"{page}evidence/new/", {"kind": "household_register", "file": file})
    assert handed_in.status_code == 302
    assert "户口簿" in text(clerk, page)
    # The newest stands first.
    document = re.findall(r"/evidence/([0-9a-f-]{36})/fetch/", text(clerk, page))[0]
    fetched = clerk.post(f"/evidence/{document}/fetch/")
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.status_code == 200
    assert as_("town_clerk_b").post(f"/evidence/{document}/fetch/").status_code == 404
    others = as_("county_officer").post(f"/evidence/{document}/withdraw/", {"reason": "重复"})
    assert "只能撤下自己上传的材料" in others.content.decode()
    assert clerk.post(f"/evidence/{document}/withdraw/", {"reason": "重复"}).status_code == 302
    assert document not in text(clerk, page)


def test_a_file_that_is_none_is_refused_in_the_form(as_: SignedIn, records: Records) -> None:
    file = SimpleUploadedFile("坏.png", b"MZ not a picture", "image/png")
    answer = as_("town_clerk_a").post(
        f"/persons/{records.of('person')}/evidence/new/", {"kind": "identity", "file": file}
    )
    assert answer.status_code == 400
    assert "没有保存" in answer.content.decode()


def test_what_is_wrong_with_a_number_is_said_at_its_field(as_: SignedIn, records: Records) -> None:
    entry = {"name": "李四", "kind": "resident", "division": VILLAGE_A, "phone": "123"}
    wrong = {
        "number": ("32040219600305001X", entry | {"phone": "", "number": "32040219600305001X"}),
        "phone": ("123", entry | {"no_identity": "on", "sex": "1"}),
    }
    for field, (typed, sent) in wrong.items():
        answer = as_("town_clerk_a").post("/persons/new/", sent)
        assert answer.status_code == 400, typed
        marked = re.findall(r'<\w+[^>]*\bname="(\w+)"[^>]*\bis-invalid\b', answer.content.decode())
        assert marked == [field]


def test_a_telephone_and_a_supporter_end_and_stay_on_file(as_: SignedIn, records: Records) -> None:
    clerk, page = as_("town_clerk_a"), f"/persons/{records.of('person')}/"
    for part in (f"contacts/{records.of('contact')}", f"supporters/{records.of('supporter')}"):
        assert clerk.post(f"{page}{part}/end/", {"on": "2026-11-01"}).status_code == 302
        again = clerk.post(f"{page}{part}/end/", {"on": "2026-11-01"})
        assert again.status_code == 400
    assert "2026-11-01 停用" in text(clerk, page)
    mixed_up = f"/persons/{records.elsewhere}/contacts/{records.of('contact')}/end/"
    assert as_("county_officer").get(mixed_up).status_code == 404


def test_a_facility_is_closed_once(as_: SignedIn, records: Records) -> None:
    clerk, address = as_("town_clerk_a"), f"/facilities/{records.of('facility')}/close/"
    assert clerk.post(address, {"on": "2026-11-01"}).status_code == 302
    assert clerk.post(address, {"on": "2026-11-01"}).status_code == 400
    assert "已停用" in text(clerk, "/facilities/")
    assert "close/" not in text(as_("inspector"), "/facilities/")


def test_a_sealed_file_is_gone_for_the_town_and_back_when_unsealed(
    as_: SignedIn, records: Records
) -> None:
    page = f"/persons/{records.of('person')}/"
    approver, clerk = as_("county_approver"), as_("town_clerk_a")
    assert "封存保护" in text(approver, f"{page}label/")
    assert "儿童保护" not in text(approver, f"{page}label/")
    sealed = approver.post(f"{page}label/", {"label": "sealed", "reason": "受害人保护"})
    assert sealed.status_code == 302
    assert clerk.get(page).status_code == 404
    assert clerk.post(f"{page}label/", {"label": "ordinary", "reason": "试试"}).status_code == 403
    assert (
        approver.post(f"{page}label/", {"label": "ordinary", "reason": "解除"}).status_code == 302
    )
    assert clerk.get(page).status_code == 200


def test_a_token_is_shown_once_and_revoked(as_: SignedIn, records: Records) -> None:
    admin = as_("system_admin")
    page = text(admin, "/tokens/new/")
    (post,) = re.findall(r'value="([0-9a-f-]{36})"[^>]*>镇办乙', page)
    sent = {
        "title": "对接医保",
        "post": post,
        "days": "30",
        "requests_per_minute": "60",
        "records_per_day": "100",
        "permissions": ["person.read"],
    }
    shown = admin.post("/tokens/new/", sent)
    (raw,) = re.findall(r"mz_[\w-]{20,}", shown.content.decode())
    assert access.actor_of_token(raw) is not None
    listed = text(admin, "/tokens/")
    assert "对接医保" in listed
    assert raw not in listed
    token = re.findall(r"/tokens/([0-9a-f-]{36})/revoke/", listed)[0]
    assert admin.post(f"/tokens/{token}/revoke/").status_code == 302
    assert access.actor_of_token(raw) is None
    more = sent | {"permissions": ["person.read", "audit.read"]}
    assert "权限之内" in admin.post("/tokens/new/", more).content.decode()


def test_a_change_of_divisions_is_looked_at_ordered_and_taken_back(
    as_: SignedIn, records: Records
) -> None:
    officer = as_("city_officer")
    sent = {
        "others": ["320402002"],
        "new_code": "320402002",
        "name": "青龙街道",
        "on": "2099-01-01",
        "approval": "苏政复〔2098〕1号",
    }
    address = f"/divisions/{TOWN_A}/merge/"
    preview = officer.post(address, sent)
    assert preview.status_code == 200
    said = preview.content.decode()
    assert "确认下达" in said
    assert VILLAGE_A in said
    assert 'name="others" value="320402002"' in said
    with acting("city_officer") as actor:
        before = len(divisions.list_changes(actor).rows)
    assert "与哪些区划合并" in officer.post(address, sent | {"mend": "1"}).content.decode()
    ordered = officer.post(address, sent | {"confirmed": "1"})
    assert ordered.status_code == 302
    with acting("city_officer") as actor:
        assert len(divisions.list_changes(actor).rows) == before + 1
    assert "待执行" in text(officer, ordered.headers["Location"])
    assert "撤回变更" not in text(as_("town_clerk_a"), ordered.headers["Location"])
    taken_back = officer.post(ordered.headers["Location"] + "cancel/", {"reason": "批文有误"})
    assert taken_back.status_code == 302
    assert "已撤回" in text(officer, ordered.headers["Location"])


def test_a_division_that_cannot_be_changed_so_is_refused_at_its_form(
    as_: SignedIn, records: Records
) -> None:
    officer = as_("city_officer")
    day = {"on": "2099-01-01"}
    wrong: dict[str, dict[str, object]] = {
        "rename": {"name": " "},
        "move": {"new_code": "abc", "name": "雕庄"},
        "merge": {"others": [], "new_code": TOWN_A, "name": "雕庄"},
        "split": {"into": "一行"},
    }
    for kind, sent in wrong.items():
        assert officer.post(f"/divisions/{TOWN_A}/{kind}/", sent | day).status_code == 400, kind
    unknown = {
        "into": f"{VILLAGE_A} 朝阳村\n{NEW_VILLAGE} 新村",
        "households": f"没有 {NEW_VILLAGE}",
    }
    answer = officer.post(f"/divisions/{VILLAGE_A}/split/", unknown | day)
    assert "查不到的家庭编号" in answer.content.decode()


def test_a_divided_town_lists_the_posts_that_have_to_be_given_anew(
    as_: SignedIn, records: Records
) -> None:
    sent = {
        "into": "320402101 东镇\n320402102 西镇",
        "recoded": f"{VILLAGE_A} 320402101204",
        "on": clock.today().isoformat(),
        "confirmed": "1",
    }
    ordered = as_("city_officer").post(f"/divisions/{TOWN_A}/split/", sent)
    assert ordered.status_code == 302
    page, admin = ordered.headers["Location"], as_("system_admin")
    assert "镇办甲" in text(admin, page)
    assert "请提前在新区划提出岗位" in text(admin, page)
    with working("job"):
        confirmation.perform_division_changes()
    said = text(admin, page)
    assert "须逐个重新任命" in said
    assert f"/staff/{account_id('town_clerk_a')}/posts/new/" in said
    assert "镇办甲" not in text(as_("town_clerk_b"), page)
    assert "待重新任命的岗位" in text(admin, "/")
    listed = admin.post("/posts/", {"state": "lapsed"}).content.decode()
    assert "镇办甲" in listed
    assert "镇办乙" not in listed


def test_a_file_that_was_offered_is_taken_over(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    offer = f"/offers/{records.of('offer')}/"
    assert "外镇人" in text(clerk, offer)
    assert "待接收的档案" in text(clerk, "/")
    assert clerk.get(f"/persons/{records.elsewhere}/").status_code == 404
    assert clerk.post(f"{offer}accept/").status_code == 302
    with working("job"):
        confirmation.carry_transfers()
    assert clerk.get(f"/persons/{records.elsewhere}/").status_code == 200
    giver = as_("town_clerk_b")
    assert giver.get(f"/persons/{records.elsewhere}/").status_code == 404
    assert "外镇人" not in text(giver, "/transfers/")
    assert "已迁出" in text(giver, "/transfers/")
    assert giver.post(f"{offer}decline/", {"reason": "不行"}).status_code == 404


def test_a_household_is_offered_to_another_town(as_: SignedIn, records: Records) -> None:
    clerk, home = as_("town_clerk_a"), records.of("household")
    sent = {"destination": VILLAGE_B, "reason": "全家搬走"}
    assert clerk.post(f"/households/{home}/transfer/", sent).status_code == 302
    listed = text(clerk, "/transfers/")
    transfer = re.findall(r"/transfers/([0-9a-f-]{36})/end/", listed)[0]
    assert clerk.post(f"/transfers/{transfer}/end/", {"reason": "不搬了"}).status_code == 302
    assert "不搬了" in text(clerk, "/transfers/")
    near = {"destination": VILLAGE_A, "reason": "近"}
    refused = clerk.post(f"/households/{home}/transfer/", near)
    assert "迁移档案" in refused.content.decode()


def test_a_household_is_found_by_its_number(as_: SignedIn, records: Records) -> None:
    clerk, home = as_("town_clerk_a"), records.of("household")
    number = re.findall(r"JT320402\d{6}-\w{4}", text(clerk, f"/households/{home}/"))[0]
    for address, sent in (("/search/", {"query": number}), ("/households/", {"number": number})):
        assert str(home) in clerk.post(address, sent).content.decode()
        assert str(home) not in as_("town_clerk_b").post(address, sent).content.decode()


def test_a_found_file_is_traced_to_who_asked_for_it(as_: SignedIn, records: Records) -> None:
    auditor = as_("auditor")
    with acting("town_clerk_a"):
        reference = ExportRequest.objects.get(pk=records.of("export")).reference
    found = auditor.post("/audit/exports/", {"reference": f" {reference.lower()} "})
    assert "镇办甲" in found.content.decode()
    nothing = auditor.post("/audit/exports/", {"name": "李四", "born": "1960-01-01"})
    assert "没有查到" in nothing.content.decode()
    assert auditor.post("/audit/exports/", {"name": "李四"}).status_code == 400
    assert as_("town_clerk_a").get("/audit/exports/").status_code == 403


@pytest.mark.parametrize("who", ["town_clerk_a", "town_approver_a"])
def test_the_workbench_counts_what_waits(as_: SignedIn, records: Records, who: str) -> None:
    said = text(as_(who), "/")
    assert ("待确认的导入" in said) is (who == "town_clerk_a")
    assert ("待批准的导出" in said) is (who == "town_approver_a")
