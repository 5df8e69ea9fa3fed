"""What can be allowed: one row per permission, and which of them want the identity shown anew."""

from collections.abc import Mapping
from types import MappingProxyType

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        "person.read": "查看人员档案",
        "person.search": "查找人员",
        "person.change": "登记和更正人员",
        "person.merge": "合并重复人员档案",
        "person.seal": "改变档案的敏感级别",
        "household.read": "查看家庭档案",
        "household.change": "登记和变更家庭及成员",
        "organisation.read": "查看机构档案",
        "organisation.change": "登记和变更机构",
        "facts.change": "登记家庭经济状况等事实",
        "account.change": "提出银行账户登记或变更",
        "account.approve": "复核银行账户登记或变更",
        "documents.read": "查看证明材料",
        "documents.add": "上传证明材料",
        "duplicates.review": "核对疑似重复档案",
        "import.run": "导入数据",
        "export.request": "申请导出",
        "export.approve": "批准导出",
        "export.unmask": "导出未脱敏的信息",
        "evaluate.run": "测算待遇",
        "statistics.read": "查看统计",
        "divisions.read": "查看行政区划",
        "divisions.change": "变更行政区划",
        "audit.read": "查看操作日志",
        "audit.verify": "校验操作日志",
        "staff.read": "查看账号和岗位",
        "account_holder.add": "开设账号",
        "account_holder.disable": "停用账号",
        "post.propose": "提出授予岗位",
        "post.approve": "批准授予岗位",
        "post.end": "终止岗位",
        "session.revoke": "强制下线",
        "relatives.file": "申报近亲属备案",
        "relatives.read": "查看近亲属备案",
        "api.token": "管理接口令牌",
        "standings.ask": "查询救助身份（部门协同）",
        "breakglass.use": "紧急查询",
        "breakglass.review": "核查紧急查询",
        "case.read": "查看办件",
        "case.open": "登记申请",
        "case.handle": "受理和调查办件",
        "case.opinion": "提出审核意见",
        "case.decide": "审核确认",
        "case.delegate": "委托审核确认权限",
        "case.supervise": "查看办理进度和时限",
        "case.confer": "组织个案会商",
        "check.order": "发起经济状况核对",
        "check.read": "查看核对结果",
        "visit.record": "登记入户调查",
        "notice.publish": "发布公示公布",
        "letter.serve": "送达文书",
        "complaint.handle": "办理信访举报",
        "award.read": "查看待遇",
        "award.change": "提出领款人变更、确定复核类别",
        "award.approve": "复核领款人变更",
        "hold.raise": "提出暂缓发放",
        "hold.settle": "核实和解除暂缓发放",
        "runs.start": "发起全量测算",
        "runs.read": "查看全量测算结果和线索",
        "leads.handle": "办理线索",
        "own.cases": "办理本人和家人的申请",
        "payment.read": "查看发放批次",
        "payment.prepare": "编制和检查发放批次",
        "payment.approve": "批准发放批次",
        "payment.send": "确认发放并送银行",
        "fund.manage": "管理资金来源和下达",
        "ledger.read": "查看账簿",
        "ledger.post": "记账更正",
        "payment.return": "登记银行回盘和待查款项",
    }
)
"""Code -> Chinese title. An unknown code in a role, a command or a route is refused at start."""

STEP_UP: frozenset[str] = frozenset(
    {
        "award.change",
        "award.approve",
        "hold.settle",
        "account.change",
        "account.approve",
        "person.merge",
        "person.seal",
        "divisions.change",
        "export.request",
        "export.approve",
        "account_holder.add",
        "account_holder.disable",
        "post.propose",
        "post.approve",
        "post.end",
        "api.token",
        "breakglass.use",
        "payment.approve",
        "payment.send",
        "fund.manage",
        "ledger.post",
    }
)
"""Permissions that are used only within five minutes of showing one's identity (security §4.5)."""


def known(permission: str) -> str:
    """`permission` itself. Raises `ValueError` when there is none of that name."""
    if permission not in PERMISSIONS:
        raise ValueError(f"there is no permission {permission!r}: add it to PERMISSIONS")
    return permission
