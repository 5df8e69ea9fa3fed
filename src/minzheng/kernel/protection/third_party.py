"""Tables of packages that we did not write, each with the reason why its rows are open.

None of them may hold anything about the people whom the bureau serves: they know staff accounts,
jobs and Django's own bookkeeping, and are needed before or beside any scope.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """What a role may do with the rows of a table."""

    read: bool = True
    add: bool = False
    change: bool = False
    remove: bool = False
    changed_columns: tuple[str, ...] = ()

    @property
    def privileges(self) -> tuple[str, ...]:
        """As PostgreSQL's GRANT names them."""
        wanted = {"SELECT": self.read, "INSERT": self.add, "DELETE": self.remove}
        whole = [name for name, given in wanted.items() if given]
        if self.change:
            whole.append("UPDATE")
        elif self.changed_columns:
            whole.append(f"UPDATE ({', '.join(self.changed_columns)})")
        return tuple(whole)


@dataclass(frozen=True, slots=True)
class ThirdPartyTable:
    """One table: why it is open, and to whom."""

    reason: str
    application: Access
    worker: Access


_READ = Access()
_WRITE = Access(add=True, change=True, remove=True)
_CLOSED = Access(read=False)


def _tables(
    reason: str, application: Access, worker: Access, *names: str
) -> dict[str, ThirdPartyTable]:
    return {name: ThirdPartyTable(reason, application, worker) for name in names}


THIRD_PARTY: dict[str, ThirdPartyTable] = {
    **_tables("which migrations have run", _READ, _READ, "django_migrations"),
    **_tables("names of models", _READ, _READ, "django_content_type"),
    **_tables(
        "Django's own permissions, unused: ours are in kernel/access",
        _READ,
        _READ,
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
    ),
    **_tables("addresses of this site, for single sign-on", _READ, _READ, "django_site"),
    **_tables(
        "Django's own sessions, unused: ours are in kernel/access",
        _CLOSED,
        _CLOSED,
        "django_session",
        "django_admin_log",
    ),
    **_tables(
        "how staff sign in: read before anybody is known",
        _WRITE,
        _READ,
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "socialaccount_socialaccount",
        "socialaccount_socialapp",
        "socialaccount_socialtoken",
        "socialaccount_socialapp_sites",
        "usersessions_usersession",
    ),
    **_tables(
        "failed attempts to sign in: counted before anybody is known",
        _WRITE,
        _WRITE,
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
    ),
    **_tables(
        "background jobs: arguments are identifiers, never personal content",
        _WRITE,
        _WRITE,
        "procrastinate_jobs",
        "procrastinate_events",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    ),
}
