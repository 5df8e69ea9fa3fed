"""Doing a step: taking the task, giving it back, and saying what came of it."""

from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import offer, paragraph
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.about import CaseAct, CaseEdit
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import reading, work
from minzheng.kernel.casework.api.results import TaskView


class StepForm(forms.Form):
    """What came of a step. Its results are those that the item names."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    result = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    note = paragraph(_("说明"), required=False, help_text=_("写进办件经过，下一环节的同事会看到"))


class CaseStep(CaseEdit):
    """Finishes a step that has no page of its own."""

    permission = "case.read"
    form_class = StepForm
    submit = _("办完这一环节")
    done = _("已办完，办件进入下一环节。")

    def heading(self) -> Text:
        return self.task.title

    @cached_property
    def task(self) -> TaskView:
        """The open task of the step in the address. Raises `Unseen`."""
        view = reading.case_view(self.actor, case=self.case)
        for task in view.tasks:
            if task.step == self.kwargs["duty"]:
                return task
        raise Unseen

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        results = self.task.results
        if not results:
            del form.fields["result"]
            return form
        offer(form, "result", ((each.code, each.title) for each in results))
        return form

    def initial(self) -> dict[str, Any]:
        return {"version": self.matter.version}

    def save(self, values: dict[str, Any]) -> None:
        work.finish(
            self.actor,
            case=self.case,
            step=self.kwargs["duty"],
            result=values.get("result", ""),
            note=values["note"],
            version=values["version"],
        )


class TaskTake(CaseAct):
    """Takes a task: the others of the office see who is at it."""

    permission = "case.read"
    done = _("已领办。")

    def act(self, values: dict[str, Any]) -> None:
        work.take(self.actor, task=self.kwargs["task"])


class TaskRelease(CaseAct):
    """Gives a task back to the office."""

    permission = "case.read"
    done = _("已退回，同一岗位的同事可以领办。")

    def act(self, values: dict[str, Any]) -> str:
        work.release(self.actor, task=self.kwargs["task"])
        return reverse("desk:cases")
