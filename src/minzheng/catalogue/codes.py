"""Code lists that facts use, with the number of each entry in its standard where there is one."""

from minzheng.rules.units import Code, OrderedCode


class Sex(Code):
    """GB/T 2261.1."""

    unknown = 0, "未知的性别"
    male = 1, "男"
    female = 2, "女"
    unstated = 9, "未说明的性别"


class Relation(Code):
    """Relation to the head of the household, after GB/T 4761 (first digit)."""

    head = 0, "户主"
    spouse = 1, "配偶"
    child = 2, "子女"
    grandchild = 4, "孙子女或外孙子女"
    parent = 5, "父母"
    grandparent = 6, "祖父母或外祖父母"
    sibling = 7, "兄弟姐妹"
    other = 8, "其他"


class Settlement(Code):
    """Which of the standards, urban or rural, the household comes under."""

    urban = 1, "城镇"
    rural = 2, "农村"


class Schooling(Code):
    """The stage of full-time study, if any."""

    none = 0, "不在读"
    kindergarten = 1, "幼儿园"
    compulsory = 2, "义务教育"
    senior_secondary = 3, "普通高中或中等职业学校"
    undergraduate = 4, "大专或本科"
    postgraduate = 5, "研究生"


class Custody(Code):
    """Measures that restrict a person's liberty; detention is not yet a sentence."""

    none = 0, "无"
    detained = 1, "拘留或逮捕（未判决）"
    prison = 2, "在监狱内服刑"
    compulsory_detox = 3, "强制隔离戒毒"
    community_correction = 4, "社区矫正或缓刑"
    community_detox = 5, "社区戒毒"


class DisabilityKind(Code):
    """Kinds of the disability certificate, GB/T 26341."""

    none = 0, "无"
    visual = 1, "视力"
    hearing = 2, "听力"
    speech = 3, "言语"
    physical = 4, "肢体"
    intellectual = 5, "智力"
    mental = 6, "精神"
    multiple = 7, "多重"


class DisabilityGrade(Code):
    """Grades of the disability certificate; one is the heaviest."""

    none = 0, "无"
    one = 1, "一级"
    two = 2, "二级"
    three = 3, "三级"
    four = 4, "四级"


class SelfCare(Code):
    """Self-care of the extremely poor by the six indicators, 民发〔2021〕43号 第21、22条."""

    full = 0, "全自理"
    partial = 1, "半护理"
    none = 2, "全护理"


class Support(Code):
    """How the extremely poor choose to be supported, 社会救助法 第16条."""

    scattered = 1, "分散供养"
    institution = 2, "集中供养"


class AbilityLevel(OrderedCode):
    """Ability level of older persons, GB/T 42195-2022."""

    intact = 0, "能力完好"
    mild = 1, "轻度失能"
    moderate = 2, "中度失能"
    severe = 3, "重度失能"
    total = 4, "完全失能"


class ParentState(Code):
    """The state of a child's parent, 民发〔2019〕62号 一 and 民发〔2020〕125号."""

    able = 0, "能履行抚养监护"
    dead = 1, "死亡（含宣告死亡）"
    declared_missing = 2, "宣告失踪"
    cannot_be_found = 3, "查找不到"
    severely_disabled = 4, "重残"
    severely_ill = 5, "重病"
    prison = 6, "服刑在押"
    compulsory_detox = 7, "强制隔离戒毒"
    otherwise_restricted = 8, "被执行其他限制人身自由的措施"
    lost_contact = 9, "失联"
    guardianship_revoked = 10, "被撤销监护资格"
    deported = 11, "被遣送（驱逐）出境"


class ChildScheme(Code):
    """The scheme chosen by a child who could be on either, 民发〔2021〕43号 第9条."""

    children = 1, "孤儿或事实无人抚养儿童保障"
    extreme_poverty = 2, "特困人员救助供养"


class Emergency(Code):
    """What has struck, for temporary assistance."""

    none = 0, "无"
    fire = 1, "火灾"
    traffic = 2, "交通事故"
    illness = 3, "突发重大疾病"
    other_sudden = 4, "其他突发意外"


class DibaoRoute(Code):
    """How the minimum living guarantee is being sought."""

    household = 1, "家庭申请"
    single = 2, "单独申请（单人保）"


class Rounding(Code):
    """How an amount is brought to a multiple of the rounding unit."""

    half_up = 1, "四舍五入"
    up = 2, "进位"
    down = 3, "舍去"


class AmountMethod(Code):
    """How the minimum living guarantee is computed, 社会救助法 第18条."""

    gap = 1, "补差"
    tier = 2, "分档"


class GraceAmount(Code):
    """What is paid during gradual exit."""

    keep = 1, "按原金额"
    half = 2, "按原金额的一半"
    step_down = 3, "逐月递减"


class SinglePersonAmount(Code):
    """What a single-person guarantee pays."""

    full = 1, "全额标准"
    gap = 2, "标准减本人收入"


CODES = {
    code.__name__: code
    for code in (*Code.__subclasses__(), *OrderedCode.__subclasses__())
    if code.__module__ == __name__
}
"""Every code list, by the name that rules and parameters use."""
