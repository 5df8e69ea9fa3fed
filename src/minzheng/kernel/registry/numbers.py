"""Identity numbers and telephone numbers: one spelling each, before they are indexed."""

import re
from dataclasses import dataclass
from datetime import date

from minzheng.base.errors import InvalidIdentifier, InvalidValue
from minzheng.base.resident_id import ResidentId, Sex, parse_resident_id
from minzheng.base.typed_text import to_half_width
from minzheng.kernel.protection.keys import blind_indexes
from minzheng.kernel.registry.models.identities import DocumentKind

LONGEST_NUMBER = 40
_RESIDENT_FORM = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")
_OTHER_FORM = re.compile(r"[0-9A-Z]{4,40}")
_TYPED_DOCUMENT = re.compile(r"[A-Z]{1,3}[0-9]{6,14}|[A-Z]{3}[0-9]{12}|9[0-9A-Z]{17}")
_MOBILE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"0[0-9]{9,11}|[2-8][0-9]{6,7}")
_COUNTRY_PREFIX = re.compile(r"^(\+86|0086)")
_BY_NUMBER = (DocumentKind.RESIDENT, DocumentKind.RESIDENCE_PERMIT)


class InvalidNumber(InvalidValue):
    """What was typed is no identity number of its kind."""


class InvalidPhone(InvalidValue):
    """What was typed is no telephone number."""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """An identity number in the spelling that is indexed, with what it says of its holder."""

    number: str
    first_generation: bool = False
    check_digit_wrong: bool = False
    century_uncertain: bool = False
    born: date | None = None
    sex: int = 0

    def __repr__(self) -> str:
        return "ReadNumber(…)"


def read_number(kind: str, text: str, *, today: date, official: bool = False) -> ReadNumber:
    """An identity number as typed. Raises `InvalidIdentifier`, `InvalidNumber`.

    Twelve spellings of one number (15 or 18 digits, x or X, full-width, with blanks) read alike.
    """
    if kind in _BY_NUMBER:
        parsed = parse_resident_id(text, today=today, officially_confirmed=official)
        if parsed.is_residence_permit is not (kind == DocumentKind.RESIDENCE_PERMIT):
            raise InvalidNumber("证件类型与号码不符，请核对证件类型。")
        return _resident(parsed, text)
    number = to_half_width(text).upper().replace("-", "")
    if not _OTHER_FORM.fullmatch(number):
        raise InvalidNumber("证件号码应为4至40位数字或字母，请核对。")
    return ReadNumber(number)


def _resident(parsed: ResidentId, text: str) -> ReadNumber:
    return ReadNumber(
        number=parsed.number,
        first_generation=len(to_half_width(text)) == len("320402491231002"),
        check_digit_wrong=parsed.check_digit_wrong,
        century_uncertain=parsed.century_uncertain,
        born=None if parsed.century_uncertain else parsed.birth_hint,
        sex=1 if parsed.sex_hint is Sex.MALE else 2,
    )


def looks_like_number(text: str) -> bool:
    """Whether somebody who types this means an identity number."""
    typed = to_half_width(text).upper()
    return bool(_RESIDENT_FORM.fullmatch(typed) or _TYPED_DOCUMENT.fullmatch(typed))


def looks_like_phone(text: str) -> bool:
    """Whether somebody who types this means a telephone number."""
    typed = _bare_phone(text)
    return bool(_MOBILE.fullmatch(typed) or _LANDLINE.fullmatch(typed))


def sought_number(text: str, *, today: date) -> str:
    """The spelling to look for; what breaks the standard is looked for as it stands."""
    try:
        return parse_resident_id(text, today=today, officially_confirmed=True).number
    except InvalidIdentifier:
        return to_half_width(text).upper().replace("-", "")


def read_phone(text: str) -> str:
    """A Chinese telephone number, digits only. Raises `InvalidPhone`."""
    number = _bare_phone(text)
    if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise InvalidPhone("电话号码不正确：手机号应为11位，固定电话请带区号。")
    return number


def indexes(kind: str, value: str) -> list[bytes]:
    """Under every index key, for a search while keys are being rotated."""
    return blind_indexes(kind, value)


def _bare_phone(text: str) -> str:
    return re.sub(r"[-()]", "", _COUNTRY_PREFIX.sub("", to_half_width(text)))
