"""The finder's questions: plain words, each with "不清楚" where people may not know.

What is asked is what the rules read; `facts.py` says which answer is which fact.
"""

from collections.abc import Iterable

from django import forms

from minzheng.catalogue.codes import (
    DisabilityGrade,
    DisabilityKind,
    Emergency,
    ParentState,
    Settlement,
)

UNKNOWN = ""
YES, NO = "yes", "no"
_YES_NO_UNKNOWN = ((YES, "是"), (NO, "不是"), (UNKNOWN, "不清楚"))
LARGEST_YUAN = 100_000_000


def _radio(label: str, choices: Iterable[tuple[object, str]], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        required=False,
        widget=forms.RadioSelect,
    )


def _yuan(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=LARGEST_YUAN,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _number(label: str, least: int, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class Questions(forms.Form):
    """About one person and the household that this person lives in."""

    area = forms.ChoiceField(label="住在哪里", help_text="各地的标准不一样。")
    settlement = _radio("住的地方算城镇还是农村", [(each.value, each.title) for each in Settlement])
    age = _number("这个人多少岁", 0, 120, "给自己查就填自己的年龄，给家人查就填家人的。")
    size = _number(
        "一起生活的家人一共几口", 1, 20, "夫妻、父母、孩子等，包括这个人自己；一个人过填1。"
    )
    earned = _yuan("全家一个月干活、做生意大约收入多少元", "没有填0；不清楚的不填。")
    other = _yuan("全家一个月其他收入大约多少元", "养老金、子女给的钱、房租等，合起来。没有填0。")
    savings = _yuan("全家存款、理财、保险等一共大约多少元", "不清楚的不填。")
    owned = forms.MultipleChoiceField(
        label="全家名下有没有下面这些",
        help_text="都没有的不用选。残疾人代步车不算。",
        choices=[("car", "小汽车等机动车"), ("homes", "两套或更多住房"), ("firm", "开着公司")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disability_kind = forms.TypedChoiceField(
        label="这个人的残疾证写的是哪一类",
        choices=[(each.value, "没有残疾证" if not each else each.title) for each in DisabilityKind],
        coerce=int,
        empty_value="0",
        required=False,
    )
    disability_grade = forms.TypedChoiceField(
        label="残疾证写的是几级",
        choices=[
            (each.value, "没有残疾证" if not each else each.title) for each in DisabilityGrade
        ],
        coerce=int,
        empty_value="0",
        required=False,
    )
    works = _radio("这个人能不能干活挣钱", ((YES, "能"), (NO, "不能"), (UNKNOWN, "不好说")))
    care = _radio(
        "吃饭、穿衣、上下床、上厕所、在屋里走、洗澡",
        (
            ("all", "都能自己做"),
            ("some", "有些要人帮"),
            ("none", "全都要人帮"),
            (UNKNOWN, "不好说"),
        ),
    )
    supported = _radio(
        "有没有能养他（她）、照顾他（她）的亲人",
        ((YES, "有"), (NO, "没有"), (UNKNOWN, "不清楚")),
        "成年人看有没有配偶、子女、父母；孩子看有没有父母。",
    )
    ill = _radio("有没有得重病", _YES_NO_UNKNOWN)
    medical = _yuan("过去一年全家看病自己花了多少元", "报销以后自己掏的。没有填0。")
    emergency = _radio("最近有没有遇到下面的急事", [(each.value, each.title) for each in Emergency])
    desperate = _radio("眼下吃饭、住处、看病是不是过不下去了", _YES_NO_UNKNOWN)
    father = forms.TypedChoiceField(
        label="孩子的父亲现在怎么样",
        choices=[(each.value, each.title) for each in ParentState],
        coerce=int,
        empty_value="0",
        required=False,
        help_text="不满18岁的才填。",
    )
    mother = forms.TypedChoiceField(
        label="孩子的母亲现在怎么样",
        choices=[(each.value, each.title) for each in ParentState],
        coerce=int,
        empty_value="0",
        required=False,
        help_text="不满18岁的才填。",
    )

    def __init__(self, *given: object, areas: Iterable[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # passed on as it came
        self.fields["area"].choices = [("", "请选择"), *areas]  # type: ignore[attr-defined]  # a choice field


GROUPS = (
    ("住在哪里，几口人", ("area", "settlement", "age", "size")),
    ("钱和东西", ("earned", "other", "savings", "owned")),
    (
        "身体情况",
        ("disability_kind", "disability_grade", "works", "care", "supported", "ill", "medical"),
    ),
    ("急难", ("emergency", "desperate")),
    ("给孩子查的，再答两个", ("father", "mother")),
)
"""The questions in the order in which they are asked."""
