"""Papers that were handed in: good, not what they should be, or handed in by mistake."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.pages.cases.about import CaseAct
from minzheng.kernel.casework.api import papers


class PaperAct(CaseAct):
    """A button beside a paper; leads back to the papers of the case."""

    def back(self) -> str:
        return reverse("desk:case_papers", args=[self.kwargs["case"]])


class PaperJudged(PaperAct):
    """Says whether a paper is what it should be."""

    permission = "case.handle"
    good: ClassVar[bool]

    def act(self, values: dict[str, Any]) -> None:
        papers.judge_proof(self.actor, proof=self.kwargs["held"], good=self.good)


class PaperRefuse(PaperJudged):
    """It is not."""

    good = False
    done = _("已标注为不符合要求，请告知申请人重新提交。")


class PaperKeep(PaperJudged):
    """It is, after all."""

    good = True
    done = _("已改为符合要求。")


class PaperDetach(PaperAct):
    """Takes a paper back that does not belong here, before the case is accepted."""

    permission = "case.open"
    done = _("材料已撤下。")

    def act(self, values: dict[str, Any]) -> None:
        papers.detach(self.actor, proof=self.kwargs["held"])
