"""Page: who may do what. The permission matrix expects what stands here."""

from minzheng.base.divisions import Level
from minzheng.interfaces.reference.markdown import code, page, table
from minzheng.kernel.access.permissions import PERMISSIONS, STEP_UP
from minzheng.kernel.access.roles import ROLES, Role

YES = "●"
_LEVELS = {
    Level.PROVINCE: "省",
    Level.PREFECTURE: "市",
    Level.COUNTY: "县",
    Level.TOWNSHIP: "镇",
    Level.VILLAGE: "村",
}
_INTRODUCTION = (
    "Roles, the permissions that each carries, and the rows that each sees. A post is a role in a"
    " division for a term; it sees the rows of that division and everything inside it, with the"
    " labels below. A compartment is seen only in posts that were granted it. Permissions marked"
    " with * want the identity shown within the last five minutes, and no token carries them."
)


def permissions_page() -> str:
    """Two tables: the roles, and permissions by role."""
    return page("Roles and permissions", _INTRODUCTION, [_roles(), _permissions()])


def _roles() -> str:
    headings = ["Role", "角色", "Levels", "Labels", "Compartments", "Sees rows", "Family"]
    rows = [_role(name, role) for name, role in ROLES.items()]
    return "## Roles\n\n" + table(headings, rows)


def _role(name: str, role: Role) -> list[str]:
    levels = "".join(title for each, title in _LEVELS.items() if each in role.levels)
    return [
        code(name),
        role.title,
        levels,
        ", ".join(sorted(role.labels)),
        ", ".join(sorted(role.compartments)),
        "yes" if role.sees_rows else "no",
        role.family.value,
    ]


def _permissions() -> str:
    headings = ["Permission", "权限", *(code(name) for name in ROLES)]
    rows = [
        [
            code(permission) + (" *" if permission in STEP_UP else ""),
            title,
            *(YES if permission in role.permissions else "" for role in ROLES.values()),
        ]
        for permission, title in PERMISSIONS.items()
    ]
    return "## Permissions\n\n" + table(headings, rows)
