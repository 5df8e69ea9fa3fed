"""Every page of the portal answers whom it is for, and says what it must."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.kernel.residents.village import Village
from tests.portal.conftest import SignedIn

FOR_EVERYBODY = ["home", "privacy", "accessibility", "sign_in", "finder", "apply", "notice_boards"]
FOR_RESIDENTS = ["file", "family", "empower", "whom", "cases", "consents", "complaint"]


@pytest.mark.parametrize("name", FOR_EVERYBODY)
def test_a_stranger_reads(village: Village, name: str) -> None:
    answer = Client().get(reverse(f"portal:{name}"))
    assert answer.status_code == 200
    assert 'lang="zh-hans"' in answer.content.decode()


@pytest.mark.parametrize("name", FOR_RESIDENTS)
def test_a_stranger_is_asked_to_sign_in_as_a_resident(village: Village, name: str) -> None:
    answer = Client().get(reverse(f"portal:{name}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/my/sign-in/?next=")


@pytest.mark.parametrize("name", FOR_EVERYBODY + FOR_RESIDENTS)
def test_a_resident_reads(at_home: SignedIn, name: str) -> None:
    answer = at_home("赵大山").get(reverse(f"portal:{name}"))
    assert answer.status_code == 200


def test_the_file_shows_oneself_and_hides_the_other_grown_ups(at_home: SignedIn) -> None:
    page = unescape(at_home("赵大山").get(reverse("portal:file")).content.decode())
    assert "赵大山" in page
    assert "赵小河" in page
    assert "700.00" in page
    assert "钱小凤" not in page
    assert "812.34" not in page
    assert "李邻居" not in page
