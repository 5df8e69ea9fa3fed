"""The sections at the side: what there is, and the permission without which it is not shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A page at the side. ``begins`` are the first words of the routes that belong to it."""

    title: Text
    icon: str
    route: str
    permission: str
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind of work."""

    title: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as it is shown on one page."""

    title: Text
    icon: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of which something is shown."""

    title: Text
    entries: Sequence[ShownEntry]


SECTIONS = (
    Section("", (Entry(_("工作台"), "layout-dashboard", "workbench", "", ("workbench",)),)),
    Section(
        _("业务办理"),
        (
            Entry(
                _("待办"),
                "checkbox",
                "cases",
                "case.read",
                (
                    *("case", "objection", "conference", "letter", "hearing"),
                    *("inquiry", "appraisal", "assessment", "visit_order", "visit_void"),
                ),
            ),
            Entry(_("我的入户"), "walk", "visits", "visit.record", ("visit",)),
            Entry(_("公示公布"), "speakerphone", "notices", "case.read", ("notice",)),
            Entry(_("发放公示"), "table", "payment_tables", "case.read", ("payment_table",)),
            Entry(_("全部办件"), "list-search", "case_list", "case.read", ("case_list",)),
            Entry(_("异地代收"), "transfer-in", "receipts", "case.open", ("receipt", "incoming")),
            Entry(
                _("办理进度"),
                "chart-bar",
                "case_board",
                "case.supervise",
                ("case_board", "case_overdue", "case_outdated", "pace"),
            ),
            Entry(
                _("规范办理"),
                "clipboard-check",
                "case_compliance",
                "case.supervise",
                ("case_compliance",),
            ),
            Entry(
                _("委托审核确认"),
                "building-bank",
                "delegations",
                "case.delegate",
                ("delegation",),
            ),
        ),
    ),
    Section(
        _("待遇和发放"),
        (
            Entry(
                _("待遇"),
                "wallet",
                "awards",
                "award.read",
                ("award", "hold", "payee", "reviews"),
            ),
            Entry(_("线索"), "bulb", "leads", "runs.read", ("lead",)),
            Entry(_("全量测算"), "calculator", "runs", "runs.read", ("run",)),
            Entry(_("标准和参数"), "adjustments", "numbers", "number.read", ("number",)),
            Entry(
                _("发放批次"),
                "cash",
                "payments",
                "payment.read",
                ("payment", "comparison", "inspection"),
            ),
            Entry(
                _("退汇处理"),
                "arrow-back-up",
                "repairs",
                "payment.read",
                ("repair", "suspense", "voiding"),
            ),
            Entry(_("价格临时补贴"), "trending-up", "price_rises", "payment.read", ("price_rise",)),
            Entry(
                _("追缴"),
                "receipt-refund",
                "receivables",
                "payment.read",
                ("receivable", "overpaid", "write_off"),
            ),
            Entry(
                _("服务和实物"),
                "ticket",
                "deliveries",
                "delivery.read",
                ("deliver", "provider", "settlement"),
            ),
            Entry(_("备用金"), "pig-money", "floats", "imprest.read", ("float",)),
            Entry(_("资金"), "coins", "funds", "ledger.read", ("fund", "ledger", "journal")),
        ),
    ),
    Section(
        _("档案"),
        (
            Entry(
                _("人员"),
                "user",
                "persons",
                "person.search",
                ("person", "identity", "contact", "address", "name", "account", "supporter"),
            ),
            Entry(_("家庭"), "home", "households", "household.read", ("household",)),
            Entry(
                _("机构"),
                "building-community",
                "organisations",
                "organisation.read",
                ("organisation",),
            ),
            Entry(_("设施"), "building", "facilities", "organisation.read", ("facilit",)),
            Entry(_("村（社区）人员"), "users-group", "roster", "organisation.read", ("roster",)),
            Entry(_("跨辖区迁移"), "transfer", "transfers", "person.change", ("transfer", "offer")),
            Entry(_("行政区划"), "map-2", "divisions", "divisions.read", ("division",)),
        ),
    ),
    Section(
        _("核对"),
        (
            Entry(_("疑似重复"), "copy", "duplicates", "duplicates.review", ("duplicate", "merge")),
            Entry(_("证件号码争议"), "id-off", "disputes", "duplicates.review", ("dispute",)),
        ),
    ),
    Section(
        _("数据"),
        (
            Entry(_("导入"), "file-import", "imports", "import.run", ("import",)),
            Entry(_("导出"), "file-export", "exports", "export.request", ("export",)),
        ),
    ),
    Section(
        _("监督"),
        (
            Entry(_("操作日志"), "history", "audit", "audit.read", ("audit", "export_trace")),
            Entry(_("紧急查询"), "urgent", "emergency", "breakglass.use", ("emergency",)),
            Entry(
                _("紧急查询核查"),
                "shield-search",
                "emergency_reviews",
                "breakglass.review",
                ("emergency_review",),
            ),
        ),
    ),
    Section(
        _("管理"),
        (
            Entry(_("账号"), "id-badge-2", "staff", "staff.read", ("staff",)),
            Entry(_("岗位"), "hierarchy", "posts", "staff.read", ("post",)),
            Entry(_("接口令牌"), "key", "tokens", "api.token", ("token",)),
        ),
    ),
)
"""In the order of a clerk's day. A page that does not exist yet has no entry."""

BEGINNINGS = frozenset(each for one in SECTIONS for entry in one.entries for each in entry.begins)


def shown_to(actor: Actor, request: HttpRequest) -> Iterator[ShownSection]:
    """The sections of which the actor may see something."""
    here = (request.resolver_match.url_name if request.resolver_match else "") or ""
    longest = max((each for each in BEGINNINGS if here.startswith(each)), key=len, default="")
    for section in SECTIONS:
        entries = [
            _shown(entry, longest)
            for entry in section.entries
            if not entry.permission or actor.may(entry.permission)
        ]
        if entries:
            yield ShownSection(section.title, entries)


def _shown(entry: Entry, beginning: str) -> ShownEntry:
    address = reverse(f"desk:{entry.route}")
    return ShownEntry(entry.title, entry.icon, address, beginning in entry.begins)
