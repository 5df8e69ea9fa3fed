"""What is on file of oneself: one's right to look (个人信息保护法 Art. 45)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from minzheng.interfaces.portal.pages.view import OwnView
from minzheng.kernel.registry.api.own import own_file


class File(OwnView):
    """The own file, masked: whoever looks over the shoulder reads no number."""

    template_name = "portal/file.html"
    title = "我的档案"
    lead = "这是民政部门登记的情况。哪里不对，可以带材料到村（社区）更正。"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The file."""
        return self.render_to_response(self.get_context_data(file=own_file(self.actor)))
