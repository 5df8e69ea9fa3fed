"""Signing in: the few of allauth's pages that this platform has, under their usual names.

There is no signing up, no e-mail address and no password reset by mail: accounts are opened, and
passwords set anew, by the system administrator. allauth builds links to some of those pages, so
their names stand here and answer that there is nothing.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as single_sign_on
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from minzheng.kernel.access.routes import PUBLIC, policy


@policy(PUBLIC("answers that there is no such page"))
def closed(request: HttpRequest) -> HttpResponse:
    """Nothing here."""
    raise Http404


_RECOVERY = "2fa/recovery-codes/"
_OIDC = "oidc/<str:provider_id>/login/"

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_RECOVERY, recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        f"{_RECOVERY}generate/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{_RECOVERY}download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(_OIDC, oidc.login, name="openid_connect_login"),
    path(f"{_OIDC}callback/", oidc.callback, name="openid_connect_callback"),
    path("oidc/cancelled/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", single_sign_on.login_error, name="socialaccount_login_error"),
    path("closed/inactive/", closed, name="account_inactive"),
    path("closed/oidc-signup/", closed, name="socialaccount_signup"),
    path("closed/connections/", closed, name="socialaccount_connections"),
    path("closed/password/", closed, name="account_set_password"),
]
