"""What residents are told of their cases past row security: that one waits for their word."""

from minzheng.kernel.protection.definers import DefinerFunction, declare

_MINE = "string_to_array(nullif(current_setting('app.persons', true), ''), ',')::uuid[]"

FUNCTIONS = (
    DefinerFunction(
        name="casework_own_told",
        arguments="sought uuid[]",
        returns="table (waiting uuid)",
        body=f"""
  select distinct c.id
  from public.casework_case c
  join public.exchange_checkround r on r."case" = c.id and r.told_on is not null
  join public.exchange_difference d on d.round_id = r.id and d.state = 'told'
  where c.id = any (sought) and c.submitted_at is not null and c.closed_at is null
    and array[c.applicant_id, c.subject_id] && {_MINE}
    and not exists (
      select from public.exchange_checkround l where l."case" = c.id and l.number > r.number)
    and d.supporter is null and (d.person is null or d.person = any ({_MINE}))
    and d.label = any (string_to_array(current_setting('app.labels', true), ','))
""",  # noqa: S608 - made of constants of our own
        reason="居民要知道自己的哪些办件有核对差异等他说明：只给办件编号，差异本身在窗口范围内读",
        reads=("casework_case", "exchange_checkround", "exchange_difference"),
        callers=("minzheng_app",),
    ),
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
