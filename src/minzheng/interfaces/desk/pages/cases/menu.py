"""What else can be done with a case: those acts alone that its procedure allows now."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.positions import ActKind, CaseState
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import Link
from minzheng.kernel.casework.api.results import CaseView

ACTS: tuple[tuple[ActKind, Text, str, str, str], ...] = (
    (ActKind.OBJECT, _("登记异议"), "objection_new", "message-exclamation", "case.handle"),
    (ActKind.HAND_OVER, _("转办"), "case_hand_over", "transfer", "case.handle"),
    (ActKind.REINVESTIGATE, _("重新调查"), "case_reinvestigate", "refresh", "case.handle"),
    (ActKind.WITHDRAW, _("申请人撤回"), "case_withdraw", "arrow-back-up", "case.open"),
    (ActKind.DISCONTINUE, _("终止审核"), "case_discontinue", "ban", "case.handle"),
)
RUNNING: tuple[tuple[Text, str, str, str], ...] = (
    (_("召集个案会商"), "conference_new", "users-group", "case.confer"),
    (_("中止计算期限"), "case_suspend", "player-pause", "case.handle"),
    (_("延长期限"), "case_extend", "calendar-plus", "case.decide"),
    (_("标注情况"), "case_flags", "flag", "case.handle"),
    (_("更正受理日期"), "case_backdate", "calendar-event", "case.supervise"),
)
OUTDATED = (_("按新版事项续办"), "case_migrate", "versions", "case.supervise")
FIELD: tuple[tuple[Text, str, str, str], ...] = (
    (_("入户、走访和评议"), "case_fieldwork", "walk", "case.read"),
)


def more(view: CaseView) -> Sequence[Link]:
    """The links of the menu, before permissions hide some."""
    case = [view.id]
    links = [
        Link(title, reverse(f"desk:{route}", args=case), icon, permission)
        for act, title, route, icon, permission in ACTS
        if act in view.may
    ]
    running = (*FIELD, *RUNNING) if view.state == CaseState.OPEN else FIELD
    if view.outdated and view.closed_at is None:
        running = (*running, OUTDATED)
    return [
        *links,
        *(
            Link(title, reverse(f"desk:{route}", args=case), icon, permission)
            for title, route, icon, permission in running
        ),
    ]
