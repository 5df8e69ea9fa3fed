"""A small desk of right routes for the matrix and its mutations, and routes that are each wrong.

The right ones stand on the same kernel as the real pages: row security, scoped queries, commands.
The wrong ones prove that the matrix has senses: each must turn a cell red.
"""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from minzheng.kernel.access import api
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import NotAllowed, Unseen
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.routes import PUBLIC, SIGNED_IN, policy
from minzheng.kernel.casework.api import fieldwork, publicity, reading, work
from minzheng.kernel.protection.rows import Kind, classified
from minzheng.kernel.registry.models import Household, Organisation, Person
from tests.kernel.access.matrix_samples import PLACES


@query(permission="person.read", action="person.read")
def read_person(actor: Any, *, person: UUID) -> Person:
    """One person of the scope."""
    found: Person | None = Person.objects.filter(pk=person).first()
    if found is None:
        raise Unseen
    touched("person", found.pk, found.division)
    return found


@command(permission="person.change", action="person.change")
def rename_person(actor: Any, *, person: UUID) -> None:
    """Change one person of the scope."""
    if not Person.objects.filter(pk=person).update(sex="1"):
        raise Unseen
    touched("person", person)


@policy("person.search")
def persons(request: HttpRequest) -> HttpResponse:
    """A list with its count, narrowed by name."""
    rows = Person.objects.all()
    name = request.POST.get("name") or request.GET.get("name")
    if name:
        rows = rows.filter(name=name)
    return HttpResponse(f"{rows.count()}: " + ", ".join(rows.values_list("name", flat=True)))


@policy("person.read", write="person.change")
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A page and its change."""
    if request.method == "POST":
        rename_person(actor_of(request), person=person)
        return HttpResponse(status=204)
    return HttpResponse(read_person(actor_of(request), person=person).name)


@policy("household.read")
def households(request: HttpRequest) -> HttpResponse:
    """A list."""
    return HttpResponse(", ".join(Household.objects.values_list("number", flat=True)))


@policy("organisation.read")
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """A page."""
    found: Organisation | None = Organisation.objects.filter(pk=organisation).first()
    if found is None:
        raise Unseen
    return HttpResponse(found.name)


@policy("staff.read")
def staff(request: HttpRequest) -> HttpResponse:
    """Colleagues and their posts."""
    actor = actor_of(request)
    posts = [each.account.name for each in api.posts(actor)]
    return HttpResponse(", ".join([*(each.name for each in api.staff(actor)), *posts]))


@policy("staff.read")
def staff_member(request: HttpRequest, account: UUID) -> HttpResponse:
    """One colleague."""
    return HttpResponse(api.staff_member(actor_of(request), account=account).name)


@policy("account_holder.disable")
def staff_disable(request: HttpRequest, account: UUID) -> HttpResponse:
    """Disable a colleague."""
    api.disable_account(actor_of(request), account=account, reason="离职")
    return HttpResponse(status=204)


@policy("post.approve")
def post_approve(request: HttpRequest, post: UUID) -> HttpResponse:
    """Approve a post."""
    api.approve_post(actor_of(request), post=post)
    return HttpResponse(status=204)


@policy("breakglass.review")
def alert(request: HttpRequest, alert: UUID) -> HttpResponse:
    """Judge an emergency view."""
    api.review_alert(actor_of(request), alert=alert, verdict="justified", remark="属实")
    return HttpResponse(status=204)


@policy("relatives.file")
def filing(request: HttpRequest, filing: UUID) -> HttpResponse:
    """Withdraw a filing of one's own."""
    api.withdraw_relative(actor_of(request), filing=filing)
    return HttpResponse(status=204)


@policy("case.read")
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Whose case it is."""
    return HttpResponse(reading.case_head(actor_of(request), case=case).applicant_name)


@policy("case.read")
def task(request: HttpRequest, task: UUID) -> HttpResponse:
    """Take over a task of one's office."""
    if request.method == "POST":
        work.take(actor_of(request), task=task)
    return HttpResponse(status=204)


@policy("visit.record")
def errand(request: HttpRequest, errand: UUID) -> HttpResponse:
    """Whom an investigator visits."""
    return HttpResponse(fieldwork.errand_file(actor_of(request), errand=errand).who)


@policy("case.read")
def notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Whose notice it is."""
    return HttpResponse(publicity.notice_file(actor_of(request), notice=notice).row.who)


@policy(SIGNED_IN("one's own sessions"))
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """End a session of one's own."""
    api.end_own_session(actor_of(request), session=session)
    return HttpResponse(status=204)


@policy(PUBLIC("tells nothing"))
def health(request: HttpRequest) -> HttpResponse:
    """Alive."""
    return HttpResponse("ok")


@policy("person.read")
def tables(request: HttpRequest) -> HttpResponse:
    """Of every table that is protected by division, the marks of the places whose rows are seen."""
    marks = {(division, str(label)): mark for division, label, mark in PLACES.values()}
    protected = {name for name, how in classified().items() if how.kind is Kind.BY_DIVISION}
    lines = []
    for model in apps.get_models():
        if model._meta.db_table in protected:
            rows = model._default_manager.values_list("division", "label").distinct()
            seen = "".join(marks.get(row, "") for row in rows)
            lines.append(f"{model._meta.db_table}: {seen}")
    return HttpResponse("; ".join(lines))


RIGHT = [
    path("tables/", tables),
    path("persons/", persons),
    path("persons/<uuid:person>/", person),
    path("households/", households),
    path("organisations/<uuid:organisation>/", organisation),
    path("staff/", staff),
    path("staff/<uuid:account>/", staff_member),
    path("staff/<uuid:account>/disable/", staff_disable),
    path("posts/<uuid:post>/approve/", post_approve),
    path("alerts/<uuid:alert>/", alert),
    path("filings/<uuid:filing>/", filing),
    path("cases/<uuid:case>/", case),
    path("tasks/<uuid:task>/", task),
    path("visits/<uuid:errand>/", errand),
    path("notices/<uuid:notice>/", notice),
    path("sessions/<uuid:session>/", session),
    path("health", health),
    path("api/persons/<uuid:person>", person),
]
ACCOUNTS = path("accounts/", include("minzheng.kernel.access.urls"))
urlpatterns = [*RIGHT, ACCOUNTS]


@policy("staff.read")
def staff_everywhere(request: HttpRequest) -> HttpResponse:
    """Forgot the filter by division."""
    return HttpResponse(", ".join(Account.objects.values_list("name", flat=True)))


@policy("staff.read")
def post_everywhere(request: HttpRequest, post: UUID) -> HttpResponse:
    """Finds a post anywhere."""
    if not Post.objects.filter(pk=post).exists():
        raise Unseen
    return HttpResponse("found")


@policy("staff.read")
def post_admitted(request: HttpRequest, post: UUID) -> HttpResponse:
    """Refuses a post of another place instead of not knowing it."""
    found = Post.objects.filter(pk=post).first()
    if found is None:
        raise Unseen
    if not actor_of(request).scope("", "").low <= found.division:
        raise NotAllowed("staff.read")
    return HttpResponse("found")


@policy(SIGNED_IN("wrongly"))
def breaking(request: HttpRequest) -> HttpResponse:
    """Breaks."""
    raise RuntimeError("broken")


@policy("person.read")
def never_found(request: HttpRequest, person: UUID) -> HttpResponse:
    """Hides from everybody."""
    raise Unseen


@policy("person.read")
def denies(request: HttpRequest) -> HttpResponse:
    """Asks for one permission and wants another."""
    raise NotAllowed("person.merge")


@policy("household.read")
def telling(request: HttpRequest) -> JsonResponse:
    """Shows the name of somebody whom only the child compartment knows."""
    return JsonResponse({"hint": "靐人"}, json_dumps_params={"ensure_ascii": False})


WRONG = {
    "staff_everywhere": path("staff/", staff_everywhere),
    "post_everywhere": path("posts/<uuid:post>/", post_everywhere),
    "post_admitted": path("posts/<uuid:post>/", post_admitted),
    "breaking": path("breaking/", breaking),
    "never_found": path("persons/<uuid:person>/", never_found),
    "denies": path("denies/", denies),
    "telling": path("telling/", telling),
}
