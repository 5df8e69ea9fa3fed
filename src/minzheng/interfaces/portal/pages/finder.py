"""我能申请什么: a dozen questions, the rules' own answers, nothing stored and nobody named."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from minzheng.interfaces.portal.finder.answers import answered
from minzheng.interfaces.portal.finder.questions import GROUPS, Questions
from minzheng.interfaces.portal.pages.view import PortalView
from minzheng.kernel.access.routes import PUBLIC
from minzheng.kernel.registry.api.areas import counties


class Finder(PortalView):
    """Questions, and beneath the answers the same questions, filled in, to be changed."""

    permission = PUBLIC("the benefit finder: computes from what is typed and keeps nothing")
    template_name = "portal/finder/page.html"
    title = "我能申请什么"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The questions."""
        return self._page(Questions(areas=counties()))

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The answers."""
        form = Questions(request.POST, areas=counties())
        if not form.is_valid():
            return self._page(form, status=400)
        return self._page(form, found=answered(form.cleaned_data))

    def _page(self, form: Questions, *, status: int = 200, **found: Any) -> HttpResponse:
        groups = [(title, [form[name] for name in names]) for title, names in GROUPS]
        context = self.get_context_data(form=form, groups=groups, **found)
        return self.render_to_response(context, status=status)
