"""What can be done: every action that the trail knows, with the words that people read."""

ACTIONS: dict[str, str] = {
    # people and households
    "person.read": "查看人员档案",
    "person.search": "查询人员",
    "person.register": "登记人员",
    "person.change": "修改人员信息",
    "person.move": "迁移人员档案",
    "person.merge": "合并人员档案",
    "person.unmerge": "撤销人员档案合并",
    "person.verify": "核验身份",
    "household.read": "查看家庭档案",
    "household.search": "查询家庭",
    "household.register": "登记家庭",
    "household.change": "修改家庭信息",
    "household.join": "增加家庭成员",
    "household.leave": "减少家庭成员",
    "supporter.change": "修改赡养抚养扶养义务人",
    "facts.read": "查看情况记载",
    "facts.change": "记载情况",
    "benefits.evaluate": "测算待遇",
    "standings.ask": "其他部门查询救助身份",
    "account.propose": "提出变更银行账户",
    "account.approve": "审核银行账户变更",
    "account.refuse": "退回银行账户变更",
    "duplicates.review": "处理疑似重复",
    # organisations, divisions, staff of villages
    "organisation.read": "查看机构",
    "organisation.search": "查询机构",
    "organisation.change": "修改机构信息",
    "division.change": "变更行政区划",
    "staff.read": "查看村（社区）工作人员",
    "staff.change": "修改村（社区）工作人员",
    # documents, import, export
    "document.read": "查看材料",
    "document.add": "上传材料",
    "document.remove": "删除材料",
    "import.order": "上传导入文件",
    "import.read": "查看导入情况",
    "import.run": "导入数据",
    "import.cancel": "取消导入",
    "import.finish": "完成导入",
    "export.request": "申请导出",
    "export.approve": "批准导出",
    "export.refuse": "不批准导出",
    "export.download": "下载导出文件",
    "export.make": "生成导出文件",
    "export.trace": "追查导出文件来源",
    "statistics.read": "查看统计",
    # accounts and powers
    "login.succeed": "登录成功",
    "login.fail": "登录失败",
    "login.lock": "登录受限",
    "login.step_up": "再次验证身份",
    "logout": "退出登录",
    "session.revoke": "终止会话",
    "password.change": "修改密码",
    "second_factor.change": "变更动态口令",
    "account_holder.create": "开设用户",
    "account_holder.disable": "停用用户",
    "account_holder.enable": "启用用户",
    "post.choose": "切换岗位",
    "post.propose": "提出岗位任命",
    "post.approve": "批准岗位任命",
    "post.refuse": "不批准岗位任命",
    "post.grant": "任命岗位",
    "post.end": "终止岗位",
    "post.follow": "岗位随区划变更承接",
    "relative.file": "近亲属备案",
    "relative.read": "查看近亲属备案",
    "access.refuse": "拒绝越权访问",
    "breakglass.use": "紧急查阅",
    "breakglass.review": "复核紧急查阅",
    "token.create": "签发接口令牌",
    "token.revoke": "吊销接口令牌",
    # the trail and the platform itself
    "audit.read": "查阅审计记录",
    "audit.search": "查询审计记录",
    "audit.verify": "校验审计链",
    "audit.export": "导出审计记录",
    "audit.erase": "清除审计明细",
    "key.rotate": "轮换密钥",
    "key.reencrypt": "重新加密",
    "system.migrate": "升级数据库",
    "system.backup": "备份数据库",
    "system.restore": "恢复数据库",
}


class UnknownAction(ValueError):
    """An action without a row in `ACTIONS`: nobody could read it in the trail."""


def title_of(action: str) -> str:
    """The Chinese words of an action. Raises `UnknownAction`."""
    try:
        return ACTIONS[action]
    except KeyError:
        raise UnknownAction(f"{action}: add a row to kernel/audit/actions.py") from None
