"""The first page, and the pages that explain."""

from typing import Any

from minzheng.interfaces.portal.pages.view import Back, TextPage
from minzheng.kernel.access.routes import PUBLIC


class Home(TextPage):
    """What one can do here; with one's own cases for those who are signed in."""

    permission = PUBLIC("the first page for residents")
    template_name = "portal/home.html"
    title = "有困难，来这里问"
    lead = "查一查能申请什么，在手机上申请，看办到哪一步。"

    def back(self) -> Back | None:
        """Nothing stands above."""
        return None

    def heading(self) -> Any:
        """By name for those who are known."""
        actor = getattr(self.request, "actor", None)
        known = actor is not None and actor.own.person is not None
        return "我的事项" if known else self.title


class Privacy(TextPage):
    """What happens to what one tells us (个人信息保护法 Art. 17)."""

    permission = PUBLIC("the privacy notice")
    template_name = "portal/privacy.html"
    title = "您的信息怎么用"


class Accessibility(TextPage):
    """For whom these pages are made, and what to do when they fail."""

    permission = PUBLIC("the accessibility statement")
    template_name = "portal/accessibility.html"
    title = "无障碍说明"
