"""What officers do on the pages of the desk, step by step, each with an account of his own."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from playwright.sync_api import Page, expect

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from tests.journeys.conftest import Opened
from tests.kernel.casework.deciding.matters import Family, family
from tests.kernel.casework.fieldwork.matters import photo
from tests.kernel.casework.matters import live_steps
from tests.kernel.casework.publicity.proposals import closed
from tests.kernel.registry.residents import BORN, confirmed, number
from tests.people import VILLAGE_A, account_id

CLERK, PROPOSER, VILLAGE = "town_clerk_a", "town_approver_a", "village_officer_a"
COUNTY, COLLEAGUE, DECIDER = "county_officer", "child_protection_officer", "county_approver"
NOTICE_PASSED = 9
"""A notice put up so many days ago has been down for a day."""

WAGE = 200_000
PARENTS, CHILD = ("王大明", "李芳"), "王小明"
Found = dict[tuple[CheckSource, str], list[dict[str, object]]]


def at_home(sequence: int, wage: int = WAGE) -> Family:
    """A couple with a child whose numbers are confirmed."""
    home = family(wage, sequence=sequence, name=PARENTS[0])
    confirmed()
    return home


def numbers(sequence: int) -> tuple[str, ...]:
    """The identity numbers of such a family."""
    born = (BORN, date(1982, 2, 2), date(2015, 5, 5))
    return tuple(number(sequence + i, each) for i, each in enumerate(born))


def as_declared(sequence: int, wage: int = WAGE) -> Found:
    """What departments know of a family that has told everything: one wage, one house."""
    head = numbers(sequence)[0]
    return {
        (CheckSource.tax, head): [{"record": "wage", "value": wage}],
        (CheckSource.real_estate, head): [{"record": "house", "value": 1, "thing": "证1"}],
    }


@contextmanager
def departments(people: Sequence[str], known: Found) -> Iterator[None]:
    """They answer at once; of these people they know this and nothing else."""
    before = ports.departments()
    nothing: Found = {(source, each): [] for source in CheckSource for each in people}
    prompt = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT), of_persons={})
    made = demo_departments(prompt, nothing | known)
    ports.departments.install(lambda: made)
    try:
        yield
    finally:
        ports.departments.install(before)


def case_in(page: Page) -> UUID:
    """The case in the address of a page."""
    return UUID(page.url.split("/cases/")[1].split("/")[0])


def goes_on(page: Page, title: str = "") -> None:
    """The prominent button of the case page."""
    page.get_by_role("link", name=re.compile(f"去办：{title}")).first.click()


def finishes(page: Page, title: str = "", result: str = "") -> None:
    """A step that consists of saying what came of it."""
    goes_on(page, title)
    if result:
        page.get_by_label(result).check()
    page.get_by_role("button", name="办完这一环节").click()
    expect(page.get_by_role("status").first).to_contain_text("已办完")


def begun(opened: Opened, path: str, item: str) -> Page:
    """At the window: whom and what."""
    page = opened(CLERK, path)
    page.get_by_role("link", name="登记新办件").click()
    page.get_by_label(item, exact=True).check()
    page.get_by_role("button", name="下一步").click()
    return page


def accepts(page: Page) -> None:
    """Accepted, though papers are still to come."""
    goes_on(page)
    page.get_by_label("材料齐全，受理").check()
    page.get_by_label("说明").fill("容缺受理，十日内补齐")
    page.get_by_role("button", name="确定").click()


def taken_in(opened: Opened, home: Family, wage: str) -> Page:
    """低保 at the window: what is not known yet, papers; then accepted."""
    page = begun(opened, f"/households/{home.household}/", "最低生活保障申请")
    page.locator(f'[name="person:{home.head}:wage"]').fill(wage)
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="提交申请").click()
    accepts(page)
    expect(page.locator("#next")).to_contain_text("入户调查")
    return page


def allows(page: Page, name: str, *, paper: bool = False, guardian: str = "") -> None:
    """One paper on which everybody has signed: uploaded once, chosen by the others."""
    page.get_by_role("link", name=re.compile(f"登记授权.*{name}")).click()
    if guardian:
        page.get_by_label("监护人姓名").fill(guardian)
    page.get_by_label("授权方式").select_option(index=1)
    page.get_by_label("授权日期").fill(clock.today().isoformat())
    if paper:
        page.get_by_label("授权书照片或扫描件").set_input_files(
            {"name": "授权书.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        )
    else:
        page.get_by_label("已上传的授权书").select_option(index=1)
    page.locator("form button.btn-primary").first.click()
    expect(page.locator("#parties")).to_be_visible()


def all_allow(page: Page) -> None:
    """The couple for themselves, and for the child."""
    allows(page, PARENTS[0], paper=True)
    allows(page, PARENTS[1])
    allows(page, CHILD, guardian=PARENTS[0])


def asked(page: Page, case: UUID) -> None:
    """The questions are put, and the departments answer."""
    page.get_by_role("button", name="发起核对").click()
    for source in due_sources():
        ask_department(source)
    page.goto(f"/cases/{case}/check/")


def she_allows(page: Page) -> None:
    """The wife, whose case it is alone."""
    allows(page, PARENTS[1], paper=True)


def checked(
    opened: Opened, case: UUID, allow: Callable[[Page], None] = all_allow, *, by: str = COUNTY
) -> None:
    """Everything agrees and goes on file; whose task the check is, ends it."""
    clerk = opened(CLERK, f"/cases/{case}/check/")
    allow(clerk)
    asked(clerk, case)
    clerk.get_by_text(re.compile(r"没有不一致的 \d+ 项")).click()
    clerk.get_by_role("button", name="把这些项目记入档案").click()
    ends_the_check(opened(by, f"/cases/{case}/"))


def ends_the_check(page: Page) -> None:
    """From the page of the case."""
    goes_on(page, "信息核对")
    page.get_by_role("link", name="办结核对").click()
    page.get_by_role("button", name="办完这一环节").click()
    expect(page.get_by_role("status").first).to_contain_text("已办完")


def visited(
    opened: Opened,
    case: UUID,
    who: str = PARENTS[0],
    *,
    first: str = CLERK,
    second: str = VILLAGE,
    title: str = "入户调查",
) -> None:
    """Two go; one fills in the form on his phone, the other stands by it with his own account."""
    page = opened(first, f"/cases/{case}/")
    goes_on(page, title)
    page.get_by_label("调查人员二").select_option(str(account_id(second)))
    page.get_by_role("button", name="安排").click()
    phone = opened(first, "/visits/", phone=True)
    mine = phone.get_by_role("listitem").filter(has_text=who)
    mine.get_by_role("link", name="填写入户记录").click()
    expect(phone.locator("[data-visit]")).to_have_attribute("data-ready", "yes")
    phone.get_by_label("在场的家庭成员").fill("户主本人")
    phone.get_by_text("输入姓名确认", exact=True).click()
    phone.get_by_label("签名人姓名").fill(who)
    phone.get_by_role("button", name="提交").click()
    expect(phone).to_have_url(re.compile("/visits/$"))
    other = opened(second, "/visits/", phone=True)
    other.get_by_role("link", name="核对并确认").click()
    other.get_by_role("button", name="与现场一致，确认").click()
    expect(other).to_have_url(re.compile("/visits/$"))


def put_up(opened: Opened, case: UUID, masked: str, *lines: str) -> None:
    """The notice, as the village reads it on a telephone."""
    page = opened(CLERK, f"/cases/{case}/")
    goes_on(page, "公示")
    page.get_by_role("button", name="张贴", exact=True).click()
    stranger = opened("", f"/my/notices/in/{VILLAGE_A}/", phone=True)
    notice = stranger.get_by_role("listitem").filter(has_text=masked)
    for line in lines:
        expect(notice.first).to_contain_text(line)


def nobody_objected() -> None:
    """Seven days have passed: the worker takes down what is over, and cases go on."""
    assert closed() >= 1


def reviewed(opened: Opened, case: UUID, who: str = PARENTS[0]) -> None:
    """The county reads the file; one in so many is drawn for a visit, which nobody can foresee."""
    finishes(opened(COUNTY, f"/cases/{case}/"), "县级审查")
    if "county_visit" in live_steps(case):
        visited(opened, case, who, first=COUNTY, second=COLLEAGUE, title="县级入户核查")


def to_decide(opened: Opened, case: UUID, by: str = DECIDER) -> Page:
    """The page of the decision, before whoever decides."""
    page = opened(by, f"/cases/{case}/")
    goes_on(page)
    return page


def decides(page: Page) -> None:
    """As the rules propose."""
    page.get_by_role("button", name="作出这个决定").click()


def served(opened: Opened, case: UUID, title: str, *, by: str = CLERK) -> Page:
    """The letter is given to the household, and that is written down."""
    page = opened(by, f"/cases/{case}/letters/")
    page.get_by_role("link", name=title).click()
    expect(page.locator("article")).to_contain_text("行政复议")
    page.get_by_role("link", name="登记送达").click()
    page.get_by_label("签收人").fill(PARENTS[0])
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#letters")).to_contain_text("已送达")
    return page
