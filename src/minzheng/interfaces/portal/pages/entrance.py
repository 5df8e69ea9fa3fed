"""Signing in by ID number and code, and out again; the size of the letters."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from minzheng.interfaces.portal.frame import LARGE, PREFIX, TEXT_COOKIE
from minzheng.interfaces.portal.pages.view import Back, FormView, PortalView
from minzheng.kernel.access import api as access
from minzheng.kernel.access.addresses import address_of
from minzheng.kernel.access.routes import PUBLIC
from minzheng.kernel.residents.api import signing_in

ATTEMPT_KEY = "sign_in"
NEXT_KEY = "sign_in_next"
_A_YEAR = 365 * 24 * 60 * 60
_HOW = PUBLIC("how residents sign in; answers the same for numbers on file and all others")


class NumberForm(forms.Form):
    """The ID number."""

    number = forms.CharField(
        label="身份证号码",
        help_text="18位，最后一位是字母的请填X。",
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": "请填写身份证号码。"},
    )


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label="短信验证码",
        help_text="6位数字，5分钟内有效。",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "请填写短信里的验证码。"},
    )


class SignIn(FormView):
    """First step: who one is."""

    permission = _HOW
    template_name = "portal/entrance/sign_in.html"
    title = "登录"
    lead = "登录后可以申请、查看办理进度和文书。"
    form_class = NumberForm
    submit = "获取验证码"

    def save(self, values: dict[str, Any]) -> str:
        """The same words whoever the number belongs to."""
        attempt = signing_in.ask_code(values["number"], address_of(self.request))
        self.request.session[ATTEMPT_KEY] = str(attempt)
        self.request.session[NEXT_KEY] = safe_next(self.request, self.request.GET.get("next", ""))
        return reverse("portal:code")


class Code(FormView):
    """Second step: the code. A wrong one is counted, and said to be wrong or over."""

    permission = _HOW
    template_name = "portal/entrance/code.html"
    title = "填写验证码"
    form_class = CodeForm
    submit = "登录"

    def back(self) -> Back:
        """The number again."""
        return Back("重新填写身份证号码", reverse("portal:sign_in"))

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if ATTEMPT_KEY not in request.session:
            return HttpResponseRedirect(reverse("portal:sign_in"))
        return super().get(request, **where)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form(request.POST)
        attempt = request.session.get(ATTEMPT_KEY)
        if attempt is None:
            return HttpResponseRedirect(reverse("portal:sign_in"))
        if not form.is_valid():
            return self.asked(form, status=400)
        account = signing_in.account_for(UUID(attempt), form.cleaned_data["code"])
        target = request.session.get(NEXT_KEY) or PREFIX
        if account is None or not access.let_in(request, account):
            form.add_error("code", "验证码不正确，或者已经过期。请核对，或返回重新获取。")
            return self.asked(form, status=400)
        for key in (ATTEMPT_KEY, NEXT_KEY):
            request.session.pop(key, None)
        return HttpResponseRedirect(target)


class SignOut(PortalView):
    """Out; staff go back to their desk and stay signed in."""

    permission = PUBLIC("ends a session, for whoever has one")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """End the session of a resident."""
        actor = getattr(request, "actor", None)
        if actor is not None and actor.may("case.open"):
            access.act_under(request, None)
            return HttpResponseRedirect("/")
        logout(request)
        messages.success(request, "您已退出。用的是别人的手机或公用电脑，请关闭浏览器。")
        return HttpResponseRedirect(reverse("portal:sign_in"))


class TextSize(PortalView):
    """Larger letters, kept in a cookie of their own that says nothing else."""

    permission = PUBLIC("the size of the letters")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Keep the choice for a year, and back to the page."""
        answer = HttpResponseRedirect(safe_next(request, request.POST.get("next", "")) or PREFIX)
        if request.POST.get("size") == LARGE:
            answer.set_cookie(
                TEXT_COOKIE,
                LARGE,
                max_age=_A_YEAR,
                path=PREFIX,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        else:
            answer.delete_cookie(TEXT_COOKIE, path=PREFIX)
        return answer


def safe_next(request: HttpRequest, target: str) -> str:
    """An address of the portal itself, or ""."""
    ours = target.startswith(PREFIX) and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else ""
