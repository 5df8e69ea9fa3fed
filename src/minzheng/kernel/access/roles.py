"""The roles: what each may do, at which levels it is held, and which rows it sees.

The permission matrix of the tests and docs/reference/permissions.md are derived from this table.
The levels are also a CHECK of table `access_post`; a test holds the two together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from minzheng.base.divisions import Level, level
from minzheng.kernel.access.permissions import known
from minzheng.kernel.protection.labels import Label

NATION = ""
"""The division code of the whole country."""

CITIES_WITHOUT_COUNTIES = frozenset({"441900", "442000", "460400", "620200"})
"""不设区的地级市: Dongguan, Zhongshan, Danzhou, Jiayuguan. The city does the county's work."""


class Family(StrEnum):
    """Kinds of roles that one person must not hold together (三员分立)."""

    BUSINESS = "business"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `labels` are always seen; `compartments` only when a post was granted them.

    `sees_rows` is false for those who see no rows by place: residents, institutions.
    `staff` asks for a second factor at login.
    """

    title: str
    permissions: frozenset[str]
    levels: frozenset[Level]
    labels: frozenset[Label] = frozenset({Label.ORDINARY})
    compartments: frozenset[Label] = frozenset()
    family: Family = Family.BUSINESS
    staff: bool = True
    sees_rows: bool = True

    def fits(self, division: str) -> bool:
        """Whether the role may be held in `division`."""
        if division == NATION:
            return False
        if division in CITIES_WITHOUT_COUNTIES and Level.COUNTY in self.levels:
            return True
        return level(division) in self.levels


def _may(*groups: Iterable[str]) -> frozenset[str]:
    return frozenset(known(code) for group in groups for code in group)


_EVERYBODY = ("divisions.read", "relatives.file")
_LOOK = (
    "person.read",
    "person.search",
    "household.read",
    "organisation.read",
    "documents.read",
    "award.read",
    "statistics.read",
)
_HANDLE = (
    "person.change",
    "household.change",
    "facts.change",
    "documents.add",
    "evaluate.run",
)
_CLERK = (
    "organisation.change",
    "account.change",
    "duplicates.review",
    "import.run",
    "export.request",
    "breakglass.use",
    "award.change",
    "hold.raise",
)
_APPROVE = (
    "account.approve",
    "award.approve",
    "hold.settle",
    "person.merge",
    "duplicates.review",
    "evaluate.run",
    "export.request",
    "export.approve",
)

_CASES_AT_THE_DOOR = ("case.read", "case.open", "visit.record")
# A village officer fills in the portal's pages for a resident who has empowered him.
_AT_THE_DOOR = ("own.cases",)
_CASES = (
    *_CASES_AT_THE_DOOR,
    "case.handle",
    "case.opinion",
    "case.confer",
    "check.order",
    "check.read",
    "notice.publish",
    "letter.serve",
    "complaint.handle",
    "runs.read",
    "leads.handle",
)
_RUNS = ("runs.start", "runs.read")
_SUPERVISE = ("case.read", "case.supervise", "runs.read")
_DECIDE = (*_SUPERVISE, "case.decide", "case.confer", "check.read", "notice.approve")
_NUMBERS = ("number.read",)
_SET_NUMBERS = ("number.read", "number.propose")
_PUT_IN_FORCE = ("number.read", "number.approve")

_PAYMENTS = ("payment.read", "ledger.read", "imprest.read", "number.read")
_PREPARE = (*_PAYMENTS, "payment.prepare", "recovery.propose", "number.propose")
_SIGN = (*_PAYMENTS, "payment.approve", "recovery.approve", "number.approve")
_PAY = (*_PAYMENTS, "payment.send", "payment.return", "fund.manage", "ledger.post")
_COLLECT = ("recovery.receive", "imprest.read", "imprest.manage", "imprest.count")
_FLOAT = ("imprest.read", "imprest.spend")
_COUNT = ("imprest.read", "imprest.count")

_GIVEN = ("delivery.read", "provider.read")
_GIVE = ("delivery.read", "delivery.redeem")
_PROVIDE = (*_GIVEN, "delivery.redeem", "provider.propose")
_OVERSEE = ("delivery.read", "delivery.settle")
_VET = (*_GIVEN, "delivery.settle", "provider.approve")

_UNMASK = ("export.unmask",)
_SEAL = ("person.seal",)

_VILLAGE = frozenset({Level.VILLAGE})
_TOWN = frozenset({Level.TOWNSHIP})
_COUNTY = frozenset({Level.COUNTY})
_CITY = frozenset({Level.PREFECTURE})
_COUNTY_UP = frozenset({Level.COUNTY, Level.PREFECTURE, Level.PROVINCE})
_ANYWHERE = frozenset(Level)
_SEALED = frozenset({Label.ORDINARY, Label.SEALED})
_CHILDREN = frozenset({Label.CHILD_PROTECTION})
# Somebody of the county must go on with the cases of a file that was sealed: who needs to know.
_PROTECTED = _CHILDREN | {Label.SEALED}

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "village_officer": Role(
            "村（社区）经办人员",
            _may(
                _EVERYBODY,
                _LOOK,
                _CASES_AT_THE_DOOR,
                _AT_THE_DOOR,
                ("facts.change", "documents.add", "evaluate.run"),
            ),
            _VILLAGE,
        ),
        "town_clerk": Role(
            "镇（街道）经办人员",
            _may(_EVERYBODY, _LOOK, _HANDLE, _CLERK, _CASES, _FLOAT, _GIVE),
            _TOWN,
        ),
        "town_approver": Role(
            "镇（街道）审批人员",
            _may(_EVERYBODY, _LOOK, _APPROVE, _DECIDE, ("case.opinion",), _COUNT, _OVERSEE),
            _TOWN,
        ),
        "county_officer": Role(
            "县（区）业务人员",
            _may(_EVERYBODY, _LOOK, _HANDLE, _CLERK, _CASES, ("case.delegate",), _UNMASK, _SEAL)
            | _may(_PREPARE, _RUNS, _PROVIDE),
            _COUNTY,
            compartments=_PROTECTED,
        ),
        "county_approver": Role(
            "县（区）审批人员",
            _may(_EVERYBODY, _LOOK, _APPROVE, _DECIDE, ("case.delegate",), _UNMASK, _SEAL, _SIGN)
            | _may(_VET),
            _COUNTY,
            labels=_SEALED,
            compartments=_CHILDREN,
        ),
        "city_officer": Role(
            "市级业务人员",
            _may(
                _EVERYBODY,
                _LOOK,
                _SUPERVISE,
                _SIGN,
                _RUNS,
                _GIVEN,
                _UNMASK,
                _SEAL,
                (
                    "evaluate.run",
                    "duplicates.review",
                    "import.run",
                    "export.request",
                    "export.approve",
                    "number.propose",
                    "divisions.change",
                    "breakglass.use",
                ),
            ),
            _CITY,
            labels=_SEALED,
            compartments=_CHILDREN,
        ),
        "finance": Role(
            "财务人员",
            _may(
                _EVERYBODY,
                ("person.read", "person.search", "household.read", "statistics.read"),
                ("account.approve", "export.request", "award.read", "hold.raise"),
                _PAY,
                _COLLECT,
                _GIVEN,
                _UNMASK,
            ),
            _COUNTY_UP,
            # Protected children are paid too: by whom the office trusts with that.
            compartments=_PROTECTED,
        ),
        "inspector": Role(
            "监督检查人员",
            _may(
                _EVERYBODY,
                _LOOK,
                _SUPERVISE,
                _PAYMENTS,
                _GIVEN,
                ("evaluate.run", "relatives.read", "hold.raise"),
            ),
            _COUNTY_UP,
        ),
        "auditor": Role(
            "审计人员",
            _may(_EVERYBODY, ("audit.read", "audit.verify", "statistics.read")),
            _COUNTY_UP,
        ),
        "system_admin": Role(
            "系统管理员",
            _may(
                _EVERYBODY,
                ("staff.read", "account_holder.add", "account_holder.disable", "post.propose"),
                ("api.token",),
            ),
            _COUNTY_UP,
            family=Family.SYSTEM,
        ),
        "security_admin": Role(
            "安全管理员",
            _may(
                _EVERYBODY,
                ("staff.read", "post.approve", "post.end", "session.revoke"),
                ("account_holder.disable", "relatives.read", "breakglass.review"),
            ),
            _COUNTY_UP,
            family=Family.SECURITY,
        ),
        "audit_admin": Role(
            "审计管理员",
            _may(_EVERYBODY, ("staff.read", "audit.read", "audit.verify")),
            _COUNTY_UP,
            family=Family.AUDIT,
        ),
        "institution_user": Role(
            "服务机构人员", _may(("divisions.read",)), _ANYWHERE, sees_rows=False
        ),
        # Works through the interface alone, and sees no file: it asks about one person at a time.
        "partner_department": Role(
            "协同部门（接口查询）",
            _may(("divisions.read", "standings.ask")),
            _COUNTY_UP,
            sees_rows=False,
        ),
        "resident": Role(
            "居民", _may(("divisions.read", "own.cases")), _ANYWHERE, staff=False, sees_rows=False
        ),
    }
)


def role_of(code: str) -> Role:
    """The role of that code. Raises `ValueError` when there is none."""
    if code not in ROLES:
        raise ValueError(f"there is no role {code!r}")
    return ROLES[code]
