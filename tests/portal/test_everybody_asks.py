"""Every page and form of the portal, asked for by everybody, about one family's matters.

The case, its draft, letter, paper and authority are 赵大山's. Himself and whom he has empowered are
answered; to his wife, his son, his neighbour, and whoever acts for somebody else, they do not exist
(the answer is that about an id that nobody has), except what is the household's; staff have no part
in it, strangers are asked to sign in. Nobody else's page holds a word of his.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from minzheng.kernel.access import clock
from minzheng.kernel.access.routes import Open, Route, classified_routes
from minzheng.kernel.casework.api import intake, letters
from minzheng.kernel.casework.models import CaseProof
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.residents.api import authorities
from minzheng.kernel.residents.api.authorities import Grant
from tests.kernel.access.matrix import DESK_METHODS, PARAMETER, plain
from tests.kernel.casework.matters import LACKING
from tests.kernel.documents.image_files import picture
from tests.kernel.residents.village import Village, number_of
from tests.kernel.residents.village import at_home as acting_at_home
from tests.machines import Answer
from tests.people import acting, signed_in
from tests.portal.applying import begun, submit
from tests.portal.conftest import browser_of
from tests.portal.matters import told_of_a_difference
from tests.portal.money import paid_in

PREFIX = "my/"
TEXTS = {
    "item": "elderly.old_age_allowance",
    "step": "income.1",
    "proof": "wage",
    "form": "pdf",
    "year": "2026",
}
FILLED_IN = ("form/", "papers/", "confirm/")
"""Pages about an application that is not handed in yet."""
ANYBODYS = ("notices/", "sign-in/", "sign-out/")
"""Pages without a sign-in that have tests of their own."""
OTHERS = ("钱小凤", "赵小河", "李邻居", "李邻居 for 孙老太", "village officer")
MEMBERS = ("钱小凤", "赵小河", "李邻居 for 孙老太")
OF_THE_HOUSEHOLD = {("GET", "my/payments/<uuid:payment>/")}
"""What was paid to him for the household they all live in; his account is not on their page."""
STAFF = ("town_clerk_a", "county_officer", "finance")


@dataclass(frozen=True)
class Matters:
    """What there is of him, and who asks."""

    ids: dict[str, UUID]
    draft: UUID
    words: tuple[str, ...]
    askers: dict[str, Client]


@pytest.fixture(scope="module")
def _matters(_village: Village) -> Matters:
    own = browser_of("赵大山")
    case, draft = begun(own), begun(own, "low_income_families.edge")
    submit(own, case)
    with acting("town_clerk_a") as clerk:
        intake.accept(clerk, case=case, lacking_because=LACKING)
        letter = letters.make_letter(clerk, case=case, kind="acceptance")
        number = letters.letter_page(clerk, letter=letter).row.number
    own.post(reverse("portal:paper_add", args=[draft, "wage"]), {"file": picture_file()})
    with entered(everywhere("test")):
        paper = CaseProof.objects.get(case=draft).pk
    given = _empowered("赵大山", "李邻居")
    other = _empowered("孙老太", "李邻居")
    ids = {"case": case, "letter": letter, "paper": paper, "authority": given}
    ids["difference"] = told_of_a_difference(case, _village)
    ids["payment"] = paid_in(_village)["payment"]
    askers = {
        "赵大山": own,
        "李邻居 for 赵大山": browser_of("李邻居", given),
        "李邻居 for 孙老太": browser_of("李邻居", other),
        **{name: browser_of(name) for name in ("钱小凤", "赵小河", "李邻居")},
        "village officer": signed_in(Client(), "village_officer_a"),
        "stranger": Client(),
        **{name: signed_in(Client(), name) for name in STAFF},
    }
    return Matters(ids, draft, (number, str(case), str(draft), str(letter)), askers)


@pytest.fixture
def matters(_matters: Matters, village: Village) -> Matters:
    """The same for every test."""
    return _matters


def picture_file() -> object:
    """A photograph of a paper."""
    return SimpleUploadedFile("工资.png", picture("PNG"))


def _empowered(who: str, agent: str) -> UUID:
    until = clock.today() + timedelta(days=5)
    with acting_at_home(who) as principal:
        grant = Grant(agent, "all", until, number=number_of(agent))
        return authorities.empower(principal, grant=grant)


def routes() -> list[Route]:
    """Those that are about somebody's own matters."""
    ours = [each for each in classified_routes() if each.pattern.startswith(PREFIX)]
    return [each for each in ours if not each.pattern.removeprefix(PREFIX).startswith(ANYBODYS)]


def asked(client: Client, route: Route, method: str, ids: dict[str, UUID]) -> Answer:
    """One request; whatever it did is undone."""
    values = {**TEXTS, **{name: str(each) for name, each in ids.items()}}
    path = "/" + PARAMETER.sub(lambda found: values[found[1]], route.pattern)
    form = {"text": "有话要说", "true": "on", "version": "1", "relation": "0"}
    with transaction.atomic():
        answer: Answer = getattr(client, method.lower())(path, form if method == "POST" else None)
        transaction.set_rollback(True)
    return answer


def cells(matters: Matters) -> Iterator[tuple[Route, str, dict[str, UUID]]]:
    """Every route that names something of his, with every method."""
    for route in routes():
        parameters = set(PARAMETER.findall(route.pattern)) - set(TEXTS)
        filling = any(part in route.pattern for part in FILLED_IN)
        ids = {name: matters.ids[name] for name in parameters}
        ids |= {"case": matters.draft} if filling and "case" in parameters else {}
        for method in DESK_METHODS:
            yield route, method, ids


def faults(matters: Matters, who: str) -> Iterator[str]:
    """What is wrong with the answers to somebody."""
    client = matters.askers[who]
    for route, method, ids in cells(matters):
        policy = route.policy
        assert policy is not None
        public = isinstance(policy.asked(method), Open)
        answer = asked(client, route, method, ids)
        status, target = answer.status_code, answer.headers.get("Location", "")
        told = f"{method} {route.pattern}: {status} {target}"
        if status >= 500:
            yield told
        elif who == "stranger":
            yield from [told] * (not public and not target.startswith("/my/sign-in/"))
        elif who in STAFF:
            allowed = public or route.pattern == "my/door/"
            yield from [told] * (not allowed and status != 403)
        elif who in MEMBERS and (method, route.pattern) in OF_THE_HOUSEHOLD:
            yield from [told] * (status != 200)
        elif who in OTHERS:
            yield from _not_told(matters, client, route, method, ids, answer)
        elif ids:
            yield from [told] * (status in (401, 403) or (status == 404 and who == "赵大山"))


def _not_told(
    matters: Matters,
    client: Client,
    route: Route,
    method: str,
    ids: dict[str, UUID],
    answer: Answer,
) -> Iterator[str]:
    """It does not exist: as an id that nobody has."""
    missing = asked(client, route, method, {name: uuid4() for name in ids})
    page = unescape(plain(answer))
    if ids and page != unescape(plain(missing)):
        yield f"{method} {route.pattern}: differs from what does not exist"
    typed = {str(each) for each in ids.values()}
    for word in matters.words:
        if word in page and word not in typed:
            yield f"{method} {route.pattern}: shows {word}"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["赵大山", "李邻居 for 赵大山", *OTHERS, *STAFF, "stranger"])
def test_own_matters_are_for_oneself_and_whom_one_has_empowered(matters: Matters, who: str) -> None:
    assert not list(faults(matters, who))


def test_there_is_something_to_ask_for(matters: Matters) -> None:
    named = [ids for _, _, ids in cells(matters) if ids]
    assert len(named) >= 20
    assert {name for ids in named for name in ids} == set(matters.ids)
