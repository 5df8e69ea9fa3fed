"""Routes for the tests of the middleware, beside the real ones."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import SimpleTemplateResponse
from django.urls import include, path
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Recused, Refused, Unseen
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.models import Account
from minzheng.kernel.access.routes import PUBLIC, SIGNED_IN, policy
from minzheng.kernel.protection.context import current

ERRORS = {
    "unseen": Unseen(),
    "conflict": Conflict("有人先改了。"),
    "refused": Refused("填写有误。"),
    "recused": Recused("person.change"),
}


@policy("person.read", write="person.change")
def person(request: HttpRequest) -> HttpResponse:
    """Who acts, and where."""
    actor, scope = actor_of(request), current()
    return JsonResponse({"name": actor.name, "low": scope.low, "purpose": scope.purpose})


@policy(SIGNED_IN("a page of one's own"))
def own(request: HttpRequest) -> HttpResponse:
    """For everybody who is signed in."""
    return HttpResponse("own")


@policy(PUBLIC("a page for everybody"))
def open_to_all(request: HttpRequest) -> HttpResponse:
    """For strangers."""
    return HttpResponse(f"[{current().low}]")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Somebody forgot the policy."""
    return HttpResponse("secret")


@policy("person.read")
def failing(request: HttpRequest, how: str) -> HttpResponse:
    """Refused by the kernel."""
    raise ERRORS[how]


@policy("person.change")
def breaking(request: HttpRequest) -> HttpResponse:
    """Writes, then breaks."""
    Account.objects.filter(username="town_clerk_b").update(name="改了")
    raise RuntimeError("broken")


@policy("person.change")
def adding(request: HttpRequest) -> HttpResponse:
    """Has an effect each time it runs: a name grows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update access_account set name = name || '+' where username = 'town_clerk_b'"
        )
    if request.POST.get("mistake"):
        return HttpResponse("请改正")
    return HttpResponse(status=303, headers={"Location": "/probe/own"})


@policy("person.read")
def lazy(request: HttpRequest) -> HttpResponse:
    """Rendered after the view has returned."""

    class Late:
        def __str__(self) -> str:
            return current().low

    return SimpleTemplateResponse("probe.html", {"late": Late()})


@command(permission="account.change", action="account.propose")
def change_account(actor: Any) -> None:
    """A marked act."""
    touched("person", actor.account, actor.division)


@policy("account.change")
def marked(request: HttpRequest) -> HttpResponse:
    """Wants the identity shown anew."""
    change_account(actor_of(request))
    return HttpResponse("done")


class Search(View):
    """A class view."""

    permission = "person.search"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Found nothing."""
        return HttpResponse("found")


@csrf_exempt
@policy("person.change")
def interface(request: HttpRequest) -> HttpResponse:
    """What the API is like."""
    return JsonResponse({"name": actor_of(request).name}, status=201)


urlpatterns = [
    path("", include("minzheng.config.urls")),
    path("probe/person", person),
    path("probe/own", own),
    path("probe/open", open_to_all),
    path("probe/forgotten", forgotten),
    path("probe/failing/<str:how>", failing),
    path("probe/breaking", breaking),
    path("probe/adding", adding),
    path("probe/lazy", lazy),
    path("probe/marked", marked),
    path("probe/search", Search.as_view()),
    path("api/probe/interface", interface),
    path("api/probe/person", person),
]
