from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from minzheng.base.clock import BUSINESS_ZONE, FixedClock, SystemClock, business_date, today


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=BUSINESS_ZONE), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 11, 0, tzinfo=timezone(timedelta(hours=-8))), date(2026, 11, 23)),
    ],
)
def test_the_business_day_is_the_day_in_china(instant: datetime, day: date) -> None:
    assert business_date(instant) == day
    assert today(FixedClock(instant)) == day


def test_clocks_answer_in_utc() -> None:
    fixed = FixedClock(datetime(2026, 11, 22, 8, 0, tzinfo=BUSINESS_ZONE)).now()
    assert fixed == datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    assert fixed.tzinfo is UTC
    assert SystemClock().now().tzinfo is UTC


def test_a_timestamp_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 22, 8, 0)  # noqa: DTZ001 - without a zone on purpose
    with pytest.raises(ValueError, match="without a zone"):
        business_date(naive)
    with pytest.raises(ValueError, match="without a zone"):
        FixedClock(naive).now()
