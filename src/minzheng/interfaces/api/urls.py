"""The addresses of the interface."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path

from minzheng.interfaces.api.application import api, description
from minzheng.interfaces.api.problems import problem
from minzheng.kernel.access.routes import PUBLIC, policy

app_name = "api"


@policy(PUBLIC("the description of the interface; holds nothing about anybody"))
def openapi(request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI."""
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@policy(PUBLIC("an address that does not exist, answered as a program expects"))
def absent(request: HttpRequest) -> HttpResponse:
    """Nothing stands here."""
    return problem(404, "没有这个接口地址。")


urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    # All but the framework's own page at the root, which would need a policy and says nothing.
    *(each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"),
    re_path(r"^", absent, name="absent"),
]
