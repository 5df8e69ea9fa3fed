"""Unified social credit codes (统一社会信用代码, GB 32100-2015) and the organisation codes in them
(组织机构代码, GB 11714).

Of python-stdnum (`stdnum.cn.uscc`, 2.2) only the check character is used. Its `validate` wants
eight leading digits and so refuses registers named by a letter, such as rural collectives (N), and
it does not look at the check character of the organisation code inside.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml
from stdnum.cn import uscc

from minzheng.base.errors import Fault, InvalidIdentifier
from minzheng.base.typed_text import to_half_width

_CHARACTER = "[0-9A-HJ-NPQRTUWXY]"  # no I, O, S, V, Z
_CREDIT_CODE = re.compile(f"{_CHARACTER}{{18}}")
_ORGANISATION_CODE = re.compile(r"[0-9A-Z]{8}-?[0-9X]")

_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0X987654321"  # by the weighted sum modulo 11


class CreditCodeFault(Fault):
    """Why a credit code or an organisation code is refused."""

    LENGTH = "统一社会信用代码应为18位，请核对位数。"
    CHARACTERS = "统一社会信用代码只能由数字和大写字母组成，且不使用I、O、S、V、Z。"
    DIVISION = "统一社会信用代码第3至8位应为登记机关所在地的行政区划代码。"
    ORGANISATION_FORM = "组织机构代码应为8位数字或大写字母加1位校验码，例如 D2143569-X。"
    ORGANISATION_CHECK = "组织机构代码的校验码不正确，请逐位核对。"
    CHECK = "统一社会信用代码的校验码（最后一位）不正确，请逐位核对。"


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A valid code: `number` of 18 characters, upper case.

    A body keeps its code when it re-registers or its division is renumbered, so `division` is that
    of the first registration.
    """

    number: str

    @property
    def register(self) -> str:
        """Two characters: registering department and its category, e.g. `51`."""
        return self.number[:2]

    @property
    def register_name(self) -> str | None:
        """The kind of body in Chinese, e.g. 社会团体; None when the table does not know it."""
        return _register_names().get(self.register)

    @property
    def division(self) -> str:
        """Six-digit division code of the registering authority."""
        return self.number[2:8]

    @property
    def organisation_code(self) -> str:
        """Nine characters without the hyphen."""
        return self.number[8:17]


def parse_credit_code(text: str) -> CreditCode:
    """Read a code as typed. Raises `InvalidIdentifier` (`CreditCodeFault`)."""
    number = to_half_width(text).upper()
    if len(number) != 18:
        raise InvalidIdentifier(CreditCodeFault.LENGTH)
    if not _CREDIT_CODE.fullmatch(number):
        raise InvalidIdentifier(CreditCodeFault.CHARACTERS)
    code = CreditCode(number)
    if not code.division.isdigit():
        raise InvalidIdentifier(CreditCodeFault.DIVISION)
    parse_organisation_code(code.organisation_code)
    if number[17] != uscc.calc_check_digit(number[:17]):
        raise InvalidIdentifier(CreditCodeFault.CHECK)
    return code


def parse_organisation_code(text: str) -> str:
    """The nine characters of an organisation code: `D2143569-X` -> `D2143569X`.

    Raises `InvalidIdentifier` (`CreditCodeFault.ORGANISATION_FORM` or `ORGANISATION_CHECK`).
    """
    typed = to_half_width(text).upper()
    if not _ORGANISATION_CODE.fullmatch(typed):
        raise InvalidIdentifier(CreditCodeFault.ORGANISATION_FORM)
    body, check = typed[:8], typed[-1]
    if check != organisation_check(body):
        raise InvalidIdentifier(CreditCodeFault.ORGANISATION_CHECK)
    return body + check


def organisation_check(body: str) -> str:
    """The check character of the eight characters of an organisation code (GB 11714)."""
    values = map(_ORGANISATION_ALPHABET.index, body)
    weighted = zip(values, _ORGANISATION_WEIGHTS, strict=True)
    return _ORGANISATION_CHECKS[sum(value * weight for value, weight in weighted) % 11]


@cache
def _register_names() -> dict[str, str]:
    text = (files("minzheng.base") / "credit_code_registers.yaml").read_text(encoding="utf-8")
    return cast("dict[str, str]", yaml.safe_load(text)["registers"])
