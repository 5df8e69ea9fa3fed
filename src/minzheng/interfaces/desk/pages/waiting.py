"""What waits for a post: how much of it, and where it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.payments.waiting import PAYMENT_TASKS
from minzheng.interfaces.desk.pages.tasks import Task
from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api import deciding, reading
from minzheng.kernel.exchange.api import exports, imports
from minzheng.kernel.registry.api import duplicates, identities, transfers

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits: how much, and where to do it. `late` tells the count after the page."""

    title: Text
    advice: Text
    icon: str
    address: str
    count: int
    late: str = ""

    @property
    def presses(self) -> bool:
        """Whether there is some, or it is not known yet."""
        return bool(self.count or self.late)

    @property
    def shown(self) -> str:
        """The count, as far as it was counted."""
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)


def _paces_of_others(actor: Actor) -> int:
    """Nobody judges his own pace."""
    return sum(not each.own for each in deciding.pace_alerts(actor))


TASKS: Sequence[Task] = (
    Task(
        "duplicates.review", _("疑似重复的档案"), _("比较两份档案，决定是不是同一个人"), "copy",
        "duplicates", lambda actor, most: duplicates.count_duplicates(actor, most=most),
    ),
    Task(
        "duplicates.review", _("有争议的证件号码"), _("两个人登记了同一个号码"), "id-off",
        "disputes", lambda actor, most: identities.count_disputes(actor, most=most),
    ),
    Task(
        "person.change", _("待接收的档案"), _("其他辖区要迁过来的人员或家庭"), "transfer",
        "transfers", lambda actor, most: transfers.count_offers(actor, most=most),
    ),
    Task(
        "import.run", _("待确认的导入"), _("核对完了，确认以后才写入档案"), "file-import",
        "imports", lambda actor, most: imports.count_waiting_imports(actor, most=most),
    ),
    Task(
        "export.approve", _("待批准的导出"), _("由申请人以外的人批准"), "file-export",
        "exports", lambda actor, most: exports.count_waiting_exports(actor, most=most),
    ),
    Task(
        "post.approve", _("待批准的岗位"), _("提出人以外的人批准才生效"), "hierarchy",
        "posts", lambda actor, most: len(access.posts(actor, state="proposed")), "?state=proposed",
    ),
    Task(
        "post.propose", _("待重新任命的岗位"), _("原区划已经分设，须重新提出"), "hierarchy-off",
        "posts", lambda actor, most: len(access.lapsed_posts(actor)), "?state=lapsed",
    ),
    Task(
        "breakglass.review", _("待核查的紧急查询"), _("逐次核查是否正当"), "urgent",
        "emergency_reviews", lambda actor, most: len(access.alerts(actor)),
    ),
    Task(
        "case.supervise", _("超期督办"), _("辖区内超过法定期限的任务，督促承办机关"), "alarm",
        "case_overdue", lambda actor, most: reading.count_escalated(actor, most=most),
    ),
    Task(
        "case.supervise", _("审批过快待核查"), _("短时间内作出很多决定，抽查是否认真看过"), "gauge",
        "pace_alerts", lambda actor, most: _paces_of_others(actor),
    ),
)  # fmt: skip
"""In the order in which they are shown."""


def waiting_files(actor: Actor) -> Iterator[Waiting]:
    """The tasks of a post about files, tables, posts and payments."""
    for task in (*TASKS, *PAYMENT_TASKS):
        if actor.may(task.permission):
            yield Waiting(
                task.title,
                task.advice,
                task.icon,
                reverse(f"desk:{task.route}") + task.query,
                task.count(actor, MOST_COUNTED + 1) if task.count else 0,
                reverse(f"desk:{task.late}") if task.late else "",
            )
