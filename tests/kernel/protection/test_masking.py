"""Masking and redaction: enough to recognise, nothing to copy."""

import io
import json
import logging
from collections.abc import Callable

import pytest

from minzheng.kernel.protection.masking import (
    mask_account,
    mask_identity,
    mask_name,
    mask_phone,
)
from minzheng.kernel.protection.redaction import HIDDEN, JsonFormatter, RedactingFilter, redacted


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (mask_name, "张三", "张*"),
        (mask_name, "张三丰", "张*丰"),
        (mask_name, "欧阳修远", "欧**远"),
        (mask_name, "𬱖㛃", "𬱖*"),
        (mask_name, "丰", "*"),
        (mask_name, "", ""),
        (mask_identity, "320402199001011234", "3204************34"),
        (mask_identity, "320402900101123", "3204*********23"),
        (mask_identity, "12345678", "********"),
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "83160000", "********"),
        (mask_account, "6228480402564890018", "***************0018"),
        (mask_account, "123456", "******"),
        (mask_account, "", ""),
    ],
)
def test_a_mask(mask: Callable[[str], str], value: str, shown: str) -> None:
    assert mask(value) == shown


PERSONAL = [
    "320402199001011234",
    "32040219900101123X",
    "32040219900101123x",
    "320402900101123",
    "３２０４０２１９９００１０１１２３４",
    "320402 19900101 1234",
    "32040219900101123X43",
    "13812345678",
    "138 1234 5678",
    "+86 138-1234-5678",
    "6228480402564890018",
    "6228 4804 0256 4890 018",
    "6222020903001483",
    "0519-83160000",
]


@pytest.mark.parametrize("number", PERSONAL)
@pytest.mark.parametrize(
    "around", ["{}", "号码{}，", "id={}&x", "('{}',)", '{{"a": "{}"}}', "/p/{}/"]
)
def test_a_personal_number_is_hidden(number: str, around: str) -> None:
    text = redacted(around.format(number))
    assert HIDDEN in text
    assert not any(digits in text for digits in (number, number[-6:], number[:6]))


@pytest.mark.parametrize(
    "text",
    [
        "GET /persons/0190f0c0-1234-7000-8000-123456789012/ 200 in 35 ms",
        "2026-11-22T10:00:00.123456+08:00",
        "320402001, 320402",
        "1732269600",
        "amount 1234567 fen",
        "4f1d2c3b4a5968778695a4b3c2d1e0f0",
    ],
)
def test_what_is_needed_to_follow_a_request_stays(text: str) -> None:
    assert redacted(text) == text


def logged(formatter: logging.Formatter, *filters: logging.Filter) -> str:
    """What a log holds after an accident with personal values in every place."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    for each in filters:
        handler.addFilter(each)
    logger = logging.Logger("canary")
    logger.addHandler(handler)
    try:
        raise ValueError("no person 320402199001011234")
    except ValueError:
        logger.exception("looked for %s, %s", "13812345678", {"card": "6228480402564890018"})
    logger.warning("at %(where)s", {"where": "0519-83160000"}, stack_info=True)
    return stream.getvalue()


def test_log_lines_hold_no_personal_number() -> None:
    for text in (
        logged(JsonFormatter()),
        logged(logging.Formatter("%(message)s"), RedactingFilter()),
    ):
        assert not [number for number in PERSONAL if number in text]
        assert "no person" in text
        assert "Traceback" in text


def test_a_log_line_is_one_json_object() -> None:
    lines = [json.loads(line) for line in logged(JsonFormatter()).splitlines()]
    assert [line["level"] for line in lines] == ["ERROR", "WARNING"]
    assert set(lines[0]) == {"at", "level", "logger", "message", "trace"}
