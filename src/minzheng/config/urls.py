"""Every address of the platform."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from minzheng.kernel.access.routes import PUBLIC, policy


@policy(PUBLIC("liveness, for the machine that watches; tells nothing"))
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server lives."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health", health, name="health"),
    path("accounts/", include("minzheng.kernel.access.urls")),
]
