"""An application filled in as a resident does, screen by screen."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

from django.test import Client
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import Case, Hearing
from minzheng.kernel.casework.places import place
from minzheng.kernel.protection.context import entered, everywhere

DIBAO = "minimum_living.application"


def text_of(client: Client, address: str) -> str:
    """A page as it reads."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def begun(client: Client, item: str = DIBAO) -> UUID:
    """A draft."""
    answer = client.post(reverse("portal:apply_item", args=[item]))
    assert answer.status_code == 302, unescape(answer.content.decode())
    found = re.search(r"/cases/([0-9a-f-]{36})/", answer["Location"])
    assert found is not None, answer["Location"]
    return UUID(found.group(1))


def fields_of(page: str) -> dict[str, str]:
    """A plausible answer to every field of a form: nought, no, or the first code."""
    found: dict[str, str] = {}
    pattern = r'<(?:input|select)[^>]*name="((?:household|person|supporter):[^"]+)"[^>]*>'
    for match in re.finditer(pattern, page):
        tag, name = match.group(0), match.group(1)
        value = re.search(r'value="([^"]*)"', tag) if 'type="radio"' in tag else None
        least = "1" if name.startswith("supporter:") else "0"
        found.setdefault(name, value.group(1) if value else least)
    return found


def fill(client: Client, case: UUID) -> None:
    """Answer every screen that asks something."""
    address = reverse("portal:confirm", args=[case])
    for _ in range(20):
        page = text_of(client, address)
        link = re.search(r'href="(/my/cases/[0-9a-f-]+/form/[^"]+)">接着填', page)
        if link is None:
            return
        form = text_of(client, link.group(1))
        answer = client.post(link.group(1), fields_of(form))
        assert answer.status_code == 302, faults(answer.content.decode())
    raise AssertionError("there is no end of questions")


def faults(page: str) -> list[str]:
    """What a form complains about."""
    return re.findall(r'class="mp-fault">.*?</i>(.*?)</p>', unescape(page), re.S)


def announced(case: UUID) -> None:
    """A cut was announced, and the household may answer for ten days."""
    with entered(everywhere("test")):
        row = Case.objects.get(pk=case)
        Hearing(
            **place(row),
            outcome_proposed="changed",
            amount_proposed=40_000,
            because="儿子参加工作",
            method="written",
            planned_on=clock.today(),
            planned_by=UUID(int=1),
            notified_on=clock.today(),
            answer_by=clock.today() + timedelta(days=10),
        ).save(force_insert=True)


def submit(client: Client, case: UUID) -> int:
    """Hand it in; the status of the answer."""
    address = reverse("portal:confirm", args=[case])
    version = re.search(r'name="version" value="(\d+)"', text_of(client, address))
    assert version is not None
    answer = client.post(address, {"true": "on", "version": version.group(1)})
    return answer.status_code
