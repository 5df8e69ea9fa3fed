"""Every command on small real files: what an officer reads, word for word."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.office import AREA, CITY, run, spoiled

pytestmark = pytest.mark.slow

BENEFIT = "minimum_living.grant"
STANDARD = "minimum_living.standard"
HELP = "用 minzheng evaluate --help 查看用法。"
SHOWN = "用 minzheng parameters show 查看所有参数。"


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet of a workbook."""
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


def test_template(tmp_path: Path) -> None:
    told = run("template", "-o", tmp_path / "模板.xlsx")
    assert told.lines == [f"模板: {tmp_path / '模板.xlsx'}"]
    again = run("template", "-o", tmp_path / "模板.xlsx")
    assert (again.code, again.text[-24:]) == (2, "已存在, 没有覆盖; 请用 -o 换一个文件名。")


def test_evaluate(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    told = run("evaluate", workbook, *CITY, "-o", out)
    assert told.code == 0
    assert told.lines[-1].startswith("3 户 5 人, 测算 ")
    assert told.lines[-1].endswith(f"结果: {out}")
    assert rows(out, "汇总")[0][0] == "常州市 2026年11月测算结果汇总"
    household = ("001", "320402001001", "最低生活保障金", 152.4, "按月", "2026-12")
    assert household in rows(out, "家庭")
    assert rows(out, "人员")[1][1] == "320402197803210011"
    assert [row[0] for row in rows(out, "家庭合计")] == ["家庭编号", "001", "002", "003"]
    assert any(line.startswith("合计") for line in told.lines)
    assert (
        "家庭",
        "003",
        "",
        "",
        "320402001001",
        "最低生活保障金",
        "家庭: 金融资产（元）",
    ) in rows(out, "无法判定")


def test_mistakes_are_told_all_at_once(workbook: Path, tmp_path: Path) -> None:
    bad = spoiled(
        workbook,
        tmp_path / "错.xlsx",
        ("家庭", "金融资产（元）", 0, "5千"),
        ("人员", "人员编号", 0, 320402197803210011),
        ("人员", "出生日期", 1, "1980-13-02"),
        ("人员", "残疾等级", 1, "5"),
        ("人员", "与户主关系", 1, "户主"),
        ("人员", "工资性收入", 0, "2860元"),
    )
    told = run("evaluate", bad, *CITY, "-o", tmp_path / "结果.xlsx")
    assert told.code == 2
    assert told.lines[0] == (
        "错误: 家庭 第3行 “金融资产（元）”：不是金额（填写的是“5千”）。"
        "请填写以元为单位的数字，最多两位小数，例如 1234.50"
    )
    assert "身份证号被Excel转成了数字, 末位已丢失" in told.text
    assert "不是日期或日期不存在（填写的是“1980-13-02”）" in told.text
    assert "一户有两名或更多户主" in told.text
    assert "2860元" not in told.text
    assert "输入有错误, 没有测算。请按问题清单修改后重试, 或加 --skip-bad 跳过。" in told.text
    assert (tmp_path / "错-问题清单.xlsx").exists()
    assert not (tmp_path / "结果.xlsx").exists()
    skipped = run("evaluate", bad, *CITY, "-o", tmp_path / "结果.xlsx", "--skip-bad")
    assert "跳过了 1 户, 见问题清单" in skipped.lines


def test_columns_of_the_officers_own(workbook: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "带备注.xlsx", tmp_path / "结果.xlsx"
    book = load_workbook(workbook)
    last = book["家庭"].max_column + 1
    book["家庭"].cell(2, last).value = "备注"
    book["家庭"].cell(3, last).value = "走访过"
    book.save(own)
    told = run("evaluate", own, *CITY, "-o", out)
    remark = f"家庭：第{last}列“备注”不认识，未使用。如应使用，请按模板改列标题"
    assert (told.code, told.lines[0]) == (0, f"提醒: {remark}")
    assert f"提醒：{remark}" in [row[0] for row in rows(out, "汇总")]
    assert not (tmp_path / "带备注-问题清单.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("nope", "没有命令 nope。用 minzheng --help 查看用法。"),
        ("evaluat", "没有命令 evaluat, 是否想写 evaluate。用 minzheng --help 查看用法。"),
        ("--foo", "没有选项 --foo。用 minzheng --help 查看用法。"),
        ("rules nope", "没有命令 nope。用 minzheng rules --help 查看用法。"),
        (
            "evaluate",
            f"缺少 source（Excel工作簿、CSV或Parquet文件夹、快照）。{HELP}",
        ),
        ("evaluate x", f"缺少选项 --area（区划代码, 如 320400）。{HELP}"),
        ("evaluate x --arae 3", f"没有选项 --arae, 相近的有 --area。{HELP}"),
        ("evaluate x --area", f"选项 --area 后面要写值。{HELP}"),
        ("evaluate x --skip-bad=1", f"选项 --skip-bad 后面不写值。{HELP}"),
        ("template 多", "多写了 多。用 minzheng template --help 查看用法。"),
        (
            "population -o x --households 几户",
            "--households 应为整数（户数）。用 minzheng population --help 查看用法。",
        ),
        (
            "population -o x --households 0",
            "--households 不得小于 1（户数）。用 minzheng population --help 查看用法。",
        ),
    ],
)
def test_a_command_typed_wrongly(arguments: str, sentence: str) -> None:
    told = run(*arguments.split())
    assert (told.code, told.text) == (2, sentence)


def test_a_group_alone_shows_its_help() -> None:
    told = run("rules")
    assert told.code == 2
    assert "列出所有待遇和身份认定。" in told.text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--area", "320400", "--month", "2026-13"), "月份应写作 2026-07, 而不是 2026-13"),
        (("--area", "999999"), "行政区划代码的前两位不是省级代码。"),
        (("--area", "32"), "行政区划代码应为6位、9位或12位数字。"),
        ((*AREA, "--engine", "foo"), "没有引擎 foo; 可用 native、duckdb、spark。"),
        (
            (*AREA, "--engine", "spark"),
            "用 Spark 测算须用 --master 写明地址, 如 sc://localhost:15002。",
        ),
    ],
)
def test_wrong_arguments(
    arguments: tuple[str, ...], sentence: str, workbook: Path, tmp_path: Path
) -> None:
    told = run("evaluate", workbook, *arguments, "-o", tmp_path / "结果.xlsx")
    assert (told.code, told.lines[-1]) == (2, sentence)


def test_wrong_files(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    absent = tmp_path / "没有.xlsx"
    assert run("evaluate", absent, *CITY, "-o", out).text.endswith(
        f"找不到 {absent}, 请核对文件名和所在文件夹。"
    )
    (tmp_path / "假.xlsx").write_text("不是表格", "utf-8")
    assert run("evaluate", tmp_path / "假.xlsx", *CITY, "-o", out).lines[-1] == (
        "打不开这个工作簿，请确认它是能在Excel里打开的xlsx文件。"
    )
    assert run("evaluate", workbook, *CITY, "-o", workbook).lines[-1] == (
        "结果不能写到输入文件上, 请用 -o 换一个文件名。"
    )
    assert run("evaluate", workbook, *CITY, "-o", tmp_path / "结果.xls").lines[-1] == (
        "不能写成 结果.xls; 可以写成 .xlsx、文件夹（不带后缀）、.csv、.parquet。"
    )
    out.mkdir()
    assert run("evaluate", workbook, *CITY, "-o", out).text.endswith("是文件夹, 请换一个文件名。")


def test_explain_a_household(workbook: Path) -> None:
    told = run("explain", workbook, *CITY, "--household", "001")
    assert told.lines[0] == "家庭 001  2026-11"
    assert "最低生活保障金: 152.40元/月（救助法 第18条; 57号 第23条）" in told.lines
    assert "家庭月收入2,547.60元/月，低于全家按标准合计2,700.00元/月" in told.lines
    assert "全家按标准合计2,700.00元/月 － 家庭月收入2,547.60元/月" in told.lines
    assert "钱秀兰: 重度残疾人护理补贴: 120.00元/月（国发〔2015〕52号）" in told.lines
    refused = told.lines.index("不享受的待遇（加 --benefit 说明全部理由）")
    assert any(line.startswith("✗ 赵国强: 孤儿基本生活费") for line in told.lines[refused:])
    assert not any(word in told.text for word in ("met:", "所在月", "中的大者", "因 "))


def test_explain_a_refusal_with_what_failed_first(workbook: Path) -> None:
    told = run("explain", workbook, *CITY, "--household", "002", "--benefit", BENEFIT)
    assert told.lines[2:5] == [
        "最低生活保障金: 不符合条件（救助法 第18条; 57号 第23条）",
        "✗ 共同生活的家庭成员人均收入低于当地最低生活保障标准（救助法 第18条）",
        "家庭月收入3,800.00元/月，不低于全家按标准合计900.00元/月",
    ]


def test_explain_what_is_missing(workbook: Path) -> None:
    asked = ("explain", workbook, *CITY, "--household", "003", "--benefit", BENEFIT)
    assert run(*asked).lines[2:5] == [
        "最低生活保障金: 无法判定（救助法 第18条; 57号 第23条）",
        "还缺: 家庭: 金融资产（元）",
        "？ 家庭金融资产不超过当地规定的限额（57号 第14条）",
    ]
    (tree,) = json.loads(run(*asked, "--json").text)
    assert (tree["key"], tree["missing"]) == (BENEFIT, "家庭: 金融资产（元）")
    assert run("explain", workbook, *CITY, "--household", "9").lines[-1].startswith("没有家庭 9, ")


def test_simulate(workbook: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.html"
    raised = run("simulate", workbook, *CITY, "--set", f"{STANDARD}=1000", "--html", report)
    assert raised.lines[-1] == f"报告: {report}"
    assert "最低生活保障金" in raised.text
    assert "常州市标准调整模拟报告" in report.read_text("utf-8")
    lowered = run("simulate", workbook, *CITY, "--set", f"{STANDARD}.城镇=100", "--html", report)
    floor = "“上年度全体居民人均消费支出（按月平均）”2,750.00元/月的 30%"
    warnings = [line for line in lowered.lines if line.startswith("注意: ")]
    assert warnings == [
        f"注意: “最低生活保障标准”100.00元/月不得低于{floor}",
    ]


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (STANDARD, f"--set 应写作 参数=值, 如 {STANDARD}=1000, 而不是 {STANDARD}"),
        (
            "minimum_living.standrd=1",
            f"没有参数 minimum_living.standrd。是否想写 {STANDARD}? {SHOWN}",
        ),
        (f"{STANDARD}=abc", f"{STANDARD}: 应为数字, 而不是 abc"),
        (f"{STANDARD}.x=1", f"{STANDARD}.x: 表中没有 x; 可用 urban、城镇、rural、农村"),
        (
            "elderly.old_age_bands=3",
            "elderly.old_age_bands: 是分段表, 请逐段设定, 如 elderly.old_age_bands.100=3",
        ),
        (
            "minimum_living.amount_method=foo",
            "minimum_living.amount_method: 没有 foo; 可用 补差、分档",
        ),
        (
            "minimum_living.transfers_paid_lower_earnings=maybe",
            "minimum_living.transfers_paid_lower_earnings: 应为 是 或 否, 而不是 maybe",
        ),
    ],
)
def test_wrong_settings(setting: str, sentence: str, workbook: Path, tmp_path: Path) -> None:
    told = run("simulate", workbook, *CITY, "--set", setting, "--html", tmp_path / "报告.html")
    assert (told.code, told.lines[-1]) == (2, sentence)


def test_rules_and_parameters() -> None:
    assert f"{BENEFIT} " in run("rules", "list").text
    shown = run("rules", "show", BENEFIT)
    assert shown.lines[0] == f"{BENEFIT}  最低生活保障金（元/月）"
    assert run("rules", "show", "nope").text == "没有规则 nope; 用 minzheng rules list 查看。"
    in_force = run("parameters", "show", *AREA).text
    unconfirmed = run("parameters", "unconfirmed")
    # Those of the rules, and those of the kernel's own practice.
    for key in ("minimum_living.standard", "payments.county_limit", "means_check."):
        assert key in in_force
    assert "payments.write_off_limit" in unconfirmed.text
    assert unconfirmed.lines[-1].endswith(" 个值待确认。")


def test_population(tmp_path: Path) -> None:
    unknown = run("population", "-o", tmp_path, "--area", "110000", "--households", "5")
    assert unknown.lines[-1] == ("演示人口没有这个地区的区划数据。可用的地区: 320400（常州市）。")
    told = run("population", "-o", tmp_path / "城市", "--households", "50")
    assert told.lines[-1].endswith(f" 人: {tmp_path / '城市'}")
    out = tmp_path / "结果"
    assert run("evaluate", tmp_path / "城市", *CITY, "-o", out).code == 0
    assert (out / "汇总.csv").exists()


def test_demo(tmp_path: Path) -> None:
    told = run("demo", "-o", tmp_path, "--households", "2000", "--calculate-only")
    assert f"测算报告:   {(tmp_path / '标准调整测算.html').resolve()}" in told.lines
    assert (tmp_path / "待遇测算.xlsx").exists()
