"""Where allauth asks this project: no signing up, single sign-on for accounts that exist."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from minzheng.kernel.access.models import Account
from minzheng.kernel.protection.keys import provider

_NOT_LINKED = "统一身份认证已通过，但没有与之对应的账号，请联系系统管理员。"
_KIND = "text"
_PLACE = b"mfa_authenticator:secret"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the system administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """A disabled account is answered like a wrong password; allauth would say which."""
        account: Account | None = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Nothing that a stranger could not also read."""
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Not for a newcomer who has typed the password a moment ago to set up a second factor."""
        request: HttpRequest = self.request
        if app == "allauth.mfa" and _setting_up(request):
            return False
        return bool(super().is_reauthentication_required(app=app, **named))


def _setting_up(request: HttpRequest) -> bool:
    """Binding the first authenticator, or looking at its recovery codes for the first time.

    Decided once in a request: the codes are made after the factor, which is there by then.
    """
    if not hasattr(request, "setting_up"):
        here = request.resolver_match.url_name if request.resolver_match else ""
        first = (here == "mfa_activate_totp" and not is_mfa_enabled(request.user)) or (
            here == "mfa_view_recovery_codes" and _codes_unseen(request)
        )
        request.setting_up = first and _just_signed_in(request)  # type: ignore[attr-defined]  # kept with the request
    return bool(request.setting_up)  # type: ignore[attr-defined]  # set above


def _codes_unseen(request: HttpRequest) -> bool:
    own = Authenticator.objects.filter(user=request.user.pk)
    codes = own.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    return codes is not None and not codes.wrap().did_view


def _just_signed_in(request: HttpRequest) -> bool:
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(shown) and time.time() - max(shown) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds accounts that exist; it opens none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link a first login to the active account of the same user name, or turn it away."""
        if sociallogin.is_existing:
            return
        claim = getattr(settings, "MINZHENG_OIDC_CLAIM", "preferred_username")
        claims = sociallogin.account.extra_data
        name = claims.get(claim) or claims.get("userinfo", {}).get(claim)
        account = Account.objects.filter(username=name or "", is_active=True).first()
        if account is None:
            messages.error(request, _NOT_LINKED)
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, account)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The name under which an authenticator app lists this system, and its words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证码不对，请输入验证器上现在显示的6位数字；总不对的，请核对手机时间。",
    }

    def get_totp_issuer(self) -> str:
        """Shown beside the code."""
        return "民政业务平台"

    def encrypt(self, text: str) -> str:
        """The shared secret is kept encrypted, so that a stolen backup makes no codes."""
        sealed = provider().encrypt(_KIND, text.encode(), _PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The shared secret again."""
        sealed = base64.b64decode(encrypted_text)
        return provider().decrypt(_KIND, sealed, _PLACE).decode()
