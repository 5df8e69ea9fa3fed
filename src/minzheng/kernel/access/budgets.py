"""How much a token may ask for: two buckets that fill steadily and are emptied by requests.

Looked at before a request and emptied after it, so that requests of one token wait for each other
only while one commits. Requests that run side by side may overdraw a bucket together; what they
took is owed, and delays the next ones.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from minzheng.kernel.access import clock

_NOW = "least(t.{most}, u.{column} + greatest(0, extract(epoch from %(now)s - u.as_of)) * {rate})"
_REQUEST_RATE = "t.requests_per_minute / 60"
_RECORD_RATE = "t.records_per_day / 86400"
_REQUESTS = _NOW.format(most="requests_per_minute", column="requests", rate=_REQUEST_RATE)
_RECORDS = _NOW.format(most="records_per_day", column="records", rate=_RECORD_RATE)

# The statements are made of the text above and of nothing that anybody sends.
_LEFT = f"""
select floor(left_now.requests)::bigint, floor(left_now.records)::bigint,
  ceil(greatest(0, (1 - left_now.requests) * 60 / left_now.requests_per_minute,
    (1 - left_now.records) * 86400 / left_now.records_per_day))::bigint
from (
  select coalesce({_REQUESTS}, t.requests_per_minute) as requests,
    coalesce({_RECORDS}, t.records_per_day) as records,
    t.requests_per_minute, t.records_per_day
  from access_token t left join access_tokenuse u on u.token_id = t.id where t.id = %(token)s
) left_now
"""  # noqa: S608 - as said above
_TAKE = f"""
update access_tokenuse u set requests = {_REQUESTS} - 1, records = {_RECORDS} - %(records)s,
  as_of = greatest(u.as_of, %(now)s)
from access_token t where t.id = u.token_id and t.id = %(token)s
"""  # noqa: S608 - as said above
_BEGIN = """
insert into access_tokenuse (token_id, requests, records, as_of)
  select t.id, t.requests_per_minute, t.records_per_day, %(now)s
  from access_token t where t.id = %(token)s
on conflict (token_id) do nothing
"""


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to a token now; ``wait`` is the seconds until it may ask again, 0 for at once.

    ``records`` below nought is owed.
    """

    requests: int
    records: int
    wait: int


def left(token: UUID) -> Left:
    """What a token may still ask for."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, {"token": token, "now": clock.now()})
        requests, records, wait = cursor.fetchone()
    return Left(requests, records, wait)


def take(token: UUID, records: int) -> None:
    """One request that has shown so many persons."""
    taken: dict[str, UUID | datetime | int] = {
        "token": token,
        "now": clock.now(),
        "records": records,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, taken)
        if cursor.rowcount == 0:
            cursor.execute(_BEGIN, taken)
            cursor.execute(_TAKE, taken)
