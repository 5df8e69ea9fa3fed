import copy

import pytest

from minzheng.base.calendar import CalendarYearMissing
from minzheng.base.calendar_files import InvalidCalendarFile
from minzheng.base.errors import InvalidIdentifier, InvalidValue, MinzhengError
from minzheng.base.resident_id import ResidentIdFault


@pytest.mark.parametrize(
    "error",
    [
        InvalidValue("金额过大"),
        InvalidCalendarFile("文件有误"),
        CalendarYearMissing(2031),
        InvalidIdentifier(ResidentIdFault.CHECK_DIGIT),
    ],
)
def test_errors_speak_chinese_and_survive_the_way_back_from_a_worker(error: MinzhengError) -> None:
    rebuilt = copy.copy(error)  # takes the same way as crossing a process border
    assert type(rebuilt) is type(error)
    assert rebuilt.message == error.message == str(error)
    assert vars(rebuilt) == vars(error)


def test_an_identifier_error_names_its_fault() -> None:
    error = InvalidIdentifier(ResidentIdFault.CHECK_DIGIT)
    assert error.fault is ResidentIdFault.CHECK_DIGIT
    assert error.fault.name == "CHECK_DIGIT"
    assert error.message == "身份证号码的校验位不正确，请逐位核对。"
