"""Every address of the platform."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from minzheng.kernel.access.routes import PUBLIC, policy


@policy(PUBLIC("liveness, for the machine that watches; tells nothing"))
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server lives."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health", health, name="health"),
    path("language", set_language, name="set_language"),
    path("accounts/", include("minzheng.kernel.access.urls")),
    path("api/v1/", include("minzheng.interfaces.api.urls")),
    path("my/", include("minzheng.interfaces.portal.urls")),
    path("", include("minzheng.interfaces.desk.urls")),
]

handler400 = "minzheng.config.failures.bad_request"
handler403 = "minzheng.config.failures.forbidden"
handler404 = "minzheng.config.failures.not_found"
handler500 = "minzheng.config.failures.broken"
