"""The timeline in words."""

from collections.abc import Iterable, Mapping

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import ActKind
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.casework.api.results import EventView
from minzheng.kernel.casework.models import CaseEvent, SuspensionKind
from minzheng.kernel.casework.showing.tasks import result_title

OTHER_ACTS: Mapping[str, str] = {
    "open": "登记",
    "answer": "补充填写情况",
    "letter_made": "制作文书",
    "message": "短信告知申请人",
    "backdate": "更正受理日期",
    "suspend": "中止计算时限",
    "resume": "恢复计算时限",
    "extend": "延长时限",
    "answer_objection": "答复异议",
    "call_conference": "召集个案会商",
    "hold_conference": "个案会商",
    "cancel_conference": "取消个案会商",
    "end_agreed": "会商议定事项办结",
    "migrate": "按新版事项续办",
    "overdue": "超过期限",
    "visit_ordered": "安排入户调查",
    "visit_recorded": "登记入户调查",
    "visit_void": "入户调查作废",
    "inquiry_recorded": "登记邻里访问",
    "appraisal_recorded": "登记民主评议",
    "assessment_recorded": "登记评估",
    "assessment_void": "评估作废",
    "notice_posted": "张贴公示公布",
    "notice_restarted": "公示中断重新张贴",
    "notice_withdrawn": "撤下公示",
    "notice_over": "公示期满",
    "hearing_statement": "本人陈述意见",
    "consent_refused": "家庭成员不同意核对",
    "consent_withdrawn": "家庭成员撤回核对授权",
    "difference_disputed": "本人对核对差异有异议",
    "difference_conceded": "本人认可核对差异",
}
_RESULTS: Mapping[str, str] = {
    "heard": "已听取",
    "waived": "放弃",
    "expired": "逾期未提出",
    "upheld": "成立",
    "rejected": "不成立",
    "done": "已完成",
    "dropped": "不再需要",
    **{each.value: each.title for each in Outcome},
    **{each.value: str(each.label) for each in SuspensionKind},
}


def event_views(item: ServiceItem, events: Iterable[CaseEvent]) -> tuple[EventView, ...]:
    """The acts on a case, in the order given."""
    return tuple(
        EventView(
            at=each.at,
            on=each.on,
            title=_title(item, each),
            result_title=_result(item, each),
            by_name=each.by_name,
            office=each.office,
            note=each.note or "",
        )
        for each in events
    )


def _title(item: ServiceItem, event: CaseEvent) -> str:
    steps = {step.code: step.title for step in item.steps}
    if event.act == ActKind.FINISH and event.step in steps:
        return steps[event.step]
    kinds = {each.value: each.title for each in ActKind}
    title = kinds.get(event.act) or OTHER_ACTS.get(event.act) or event.act
    flags = event.facts.get("noted") or ()
    named = "、".join(Flag(each).title for each in flags)
    return f"{title}：{named}" if named else title


def _result(item: ServiceItem, event: CaseEvent) -> str:
    told = result_title(item, event.step, event.result)
    return _RESULTS.get(event.result, told) if told == event.result else told
