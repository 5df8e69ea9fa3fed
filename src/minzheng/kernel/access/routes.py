"""What every URL asks of whoever calls it. A route without an answer fails the system check.

@policy("person.read", write="person.change")
def person(request): ...

class PersonList(View):
    permission = "person.search"

@policy(PUBLIC("liveness for the load balancer; tells nothing"))
def health(request): ...
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver, get_resolver

from minzheng.kernel.access.permissions import known

View = Callable[..., Any]
V = TypeVar("V", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@dataclass(frozen=True, slots=True)
class Open:
    """A route that needs no permission: why, and whether somebody must be signed in.

    `enrolling` routes are reached by a member of staff who has no second factor yet.
    """

    reason: str
    signed_in: bool = False
    enrolling: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Makes an `Open` with its reason: `PUBLIC("why")`."""

    signed_in: bool
    enrolling: bool = False

    def __call__(self, reason: str) -> Open:
        if not reason.strip():
            raise ValueError("an open route says why")
        return Open(reason, self.signed_in, self.enrolling)


PUBLIC = Marker(signed_in=False)
SIGNED_IN = Marker(signed_in=True)
ENROLLING = Marker(signed_in=True, enrolling=True)

Ask = str | Open


@dataclass(frozen=True, slots=True)
class Policy:
    """What a route asks for reading and for writing: a permission's code, or an `Open`."""

    read: Ask
    write: Ask

    def asked(self, method: str) -> Ask:
        """What is asked of that method."""
        return self.read if method.upper() in SAFE_METHODS else self.write


@dataclass(frozen=True, slots=True)
class Route:
    """One URL: pattern, name with namespaces, view, policy (None: unclassified) by method.

    `methods` is empty where the view itself sorts methods out.
    """

    pattern: str
    name: str
    view: View
    policy: Policy | None
    methods: tuple[str, ...] = ()


def policy(ask: Ask, *, write: Ask | None = None) -> Callable[[V], V]:
    """Declare what a view function asks; `write` for unsafe methods where it differs."""
    declared = _policy(ask, write)

    def declare(view: V) -> V:
        view.permission = declared  # type: ignore[attr-defined]  # functions carry attributes
        return view

    return declare


def policy_of(view: View, method: str = "GET") -> Policy | None:
    """The policy of a resolved view, None when it has none."""
    api_operations = _operations(view)
    if api_operations:
        return next((own for methods, own in api_operations if method.upper() in methods), None)
    owner = getattr(view, "view_class", None) or view
    asked = getattr(owner, "permission", None)
    if asked is not None:
        return _policy(asked, getattr(owner, "write_permission", None))
    return EXTERNAL.get(_dotted(view))


def methods_of(view: View) -> frozenset[str]:
    """The methods that a path of the API offers; nothing for views that sort methods out."""
    return frozenset(method for methods, _ in _operations(view) for method in methods)


def classified_routes() -> list[Route]:
    """Every URL of the installation, one entry per method for the API."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _policy(ask: Any, write: Ask | None) -> Policy:
    if isinstance(ask, Policy):
        return ask
    for each in (ask, write):
        if isinstance(each, str):
            known(each)
    return Policy(ask, ask if write is None else write)


def _walk(patterns: list[Any], before: str, space: str) -> Iterator[Route]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield from _routes_of(entry, pattern, space)


def _routes_of(entry: URLPattern, pattern: str, space: str) -> Iterator[Route]:
    name = f"{space}{entry.name or ''}"
    operations = _operations(entry.callback)
    if not operations:
        yield Route(pattern, name, entry.callback, policy_of(entry.callback))
    for methods, own in operations:
        yield Route(pattern, name, entry.callback, own, tuple(methods))


def _operations(view: View) -> list[tuple[list[str], Policy | None]]:
    """The operations of a django-ninja path: its view is a closure over the path's object."""
    if not inspect.isfunction(view) or not view.__module__.startswith("ninja."):
        return []
    path = inspect.getclosurevars(view).nonlocals.get("self")
    found = []
    for operation in getattr(path, "operations", []):
        asked = getattr(operation.view_func, "permission", None)
        found.append((operation.methods, None if asked is None else _policy(asked, None)))
    return found


def _dotted(view: View) -> str:
    owner = getattr(view, "view_class", None) or inspect.unwrap(view)
    return f"{owner.__module__}.{getattr(owner, '__qualname__', type(owner).__name__)}"


def _external(marker: Marker, reason: str, *views: str) -> dict[str, Policy]:
    return {view: _policy(marker(reason), None) for view in views}


_ACCOUNT = "allauth.account.views"
_MFA = "allauth.mfa"

EXTERNAL: dict[str, Policy] = {
    **_external(
        PUBLIC,
        "how one signs in; answers the same for known and unknown accounts",
        f"{_ACCOUNT}.LoginView",
        f"{_ACCOUNT}.LogoutView",
        f"{_MFA}.base.views.AuthenticateView",
        "allauth.socialaccount.views.LoginCancelledView",
        "allauth.socialaccount.views.LoginErrorView",
        "allauth.socialaccount.providers.openid_connect.views.login",
        "allauth.socialaccount.providers.openid_connect.views.callback",
        "django.views.i18n.set_language",
        "django.views.i18n.JavaScriptCatalog",
    ),
    **_external(
        ENROLLING,
        "one's own password and second factor",
        f"{_MFA}.base.views.IndexView",
        f"{_MFA}.base.views.ReauthenticateView",
        f"{_MFA}.totp.views.ActivateTOTPView",
        f"{_MFA}.recovery_codes.views.GenerateRecoveryCodesView",
        f"{_MFA}.recovery_codes.views.ViewRecoveryCodesView",
        f"{_MFA}.recovery_codes.views.DownloadRecoveryCodesView",
        f"{_ACCOUNT}.ReauthenticateView",
        f"{_ACCOUNT}.PasswordChangeView",
    ),
    **_external(
        SIGNED_IN,
        "one's own second factor",
        f"{_MFA}.totp.views.DeactivateTOTPView",
    ),
}
"""Views of packages that we did not write, by dotted name. A new one must be judged here."""
