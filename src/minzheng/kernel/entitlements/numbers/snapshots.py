"""The city as the newest monthly run has seen it."""

from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api.runs import latest_snapshot
from minzheng.kernel.entitlements.models import Run
from minzheng.rules.batch.snapshot import Snapshot

PURPOSE = "参数调整"
NONE_YET = "这个地区还没有全量测算的数据，请先发起一次全量测算，完成以后再来。"


def newest(area: str) -> tuple[Run, Snapshot]:
    """The newest finished run around an area, with everybody. Raises `Conflict`: there is none."""
    with working(PURPOSE):
        found = latest_snapshot(division=area)
    if found is None:
        raise Conflict(NONE_YET)
    return found
