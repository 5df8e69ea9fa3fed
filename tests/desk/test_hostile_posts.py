"""Whatever is sent to a form, the answer is a page: never a failure of the server, never a hang."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.desk.visits import Visit, visits

HOSTILE: dict[str, str] = {
    "empty": "",
    "blank": "   ",
    "nul": "张\0三",
    "plane_2": "𠮷𡃁𪚥",
    "plane_3": "𰻞𱁬",
    "full_width": "３２０４０２１９６００３０５００１Ｘ",
    "digits": "9" * 400,
    "negative": "-1",
    "fraction": "1.5",
    "huge_number": "1" + "0" * 40,
    "not_a_date": "2026-02-30",
    "year_zero": "0000-00-00",
    "far_year": "99999-01-01",
    "unknown_code": "zz",
    "uuid": "00000000-0000-7000-8000-000000000000",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% now 'Y' %}",
    "quote": "' or 1=1; drop table registry_person; --",
    "formula": '=HYPERLINK("http://x")',
    "controls": "\x01\x02\x1b[31m\u202e\u200b\ufeff",
    "surrogate_like": "\ufffd\ud7ff",
    "combining": "a" + "\u0301" * 300,
    "long": "长" * 20_000,
    "json": '{"$ne": null}',
    "list": '["a", ["b"]]',
    "path": "../../../../etc/passwd",
}
"""What is put into every field."""

pytestmark = pytest.mark.slow

POSTED = [visit for visit in visits() if visit.accepts("post")]
SOME = POSTED[::4]
"""For what is turned away before any view is asked."""


def fields_of(view: type) -> list[str]:
    """The names of the fields that a view reads."""
    form: Any = getattr(view, "form_class", None) or getattr(view, "filters", None)
    names = list(form.base_fields) if form else []
    if hasattr(form, "entity"):
        names = list(form().fields)
    return [*names, "query", "place", "reason", "next", "person"]


@pytest.mark.parametrize("visit", POSTED, ids=lambda visit: visit.route)
def test_a_hostile_post_is_answered(visit: Visit, as_: SignedIn, records: Records) -> None:
    """Each value once, in fields that take turns: `make bench` puts every value into each field."""
    client = as_(visit.who)
    names = fields_of(visit.view)
    kinds, start = list(HOSTILE), POSTED.index(visit)
    for first in range(0, len(kinds), len(names)):
        sent = {
            name: HOSTILE[kinds[(start + first + place) % len(kinds)]]
            for place, name in enumerate(names)
        }
        answer = client.post(visit.address(records), sent)
        assert answer.status_code < 500, sent
        assert HOSTILE["markup"].encode() not in answer.content


@pytest.mark.exhaustive
@pytest.mark.parametrize("visit", POSTED, ids=lambda visit: visit.route)
def test_a_hostile_value_in_every_field_is_answered(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    client = as_(visit.who)
    for kind, value in HOSTILE.items():
        answer = client.post(visit.address(records), dict.fromkeys(fields_of(visit.view), value))
        assert answer.status_code < 500, kind


@pytest.mark.parametrize("visit", POSTED, ids=lambda visit: visit.route)
def test_two_of_everything_and_files_are_answered(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    client, address, names = as_(visit.who), visit.address(records), fields_of(visit.view)
    twice = client.post(address, {name: ["a", "b"] for name in names})
    assert twice.status_code < 500
    files = {name: SimpleUploadedFile("坏.xlsx", b"\0\1") for name in names}
    assert client.post(address, files).status_code < 500


@pytest.mark.parametrize("visit", SOME, ids=lambda visit: visit.route)
def test_ten_megabytes_are_turned_away(visit: Visit, as_: SignedIn, records: Records) -> None:
    names = fields_of(visit.view)
    answer = as_(visit.who).post(visit.address(records), {names[0]: "长" * 3_500_000})
    assert answer.status_code < 500


@pytest.mark.parametrize("visit", SOME, ids=lambda visit: visit.route)
def test_a_body_of_another_kind_is_turned_away(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    client = as_(visit.who)
    address = visit.address(records)
    for kind in ("application/json", "text/plain", "multipart/form-data"):
        answer = client.generic("POST", address, b"\xff\xfe{[", content_type=kind)
        assert answer.status_code < 500


def test_every_form_of_the_desk_is_attacked() -> None:
    forms_seen = {
        getattr(visit.view, "form_class", None) or getattr(visit.view, "filters", None)
        for visit in POSTED
    }
    assert len([form for form in forms_seen if form not in (None, forms.Form)]) >= 30
    kinds = (EditView, ActView, ListView)
    assert all(visit.accepts("post") for visit in visits() if issubclass(visit.view, kinds))
