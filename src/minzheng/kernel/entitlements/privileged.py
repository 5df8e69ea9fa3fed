"""The functions of entitlements that see past row security, each for one narrow question."""

from minzheng.kernel.protection.definers import DefinerFunction, declare

_WAITING = """
  select h.award_id, min(h.from_month),
    case when bool_or(h.kind not in ('account', 'grace')) then 'looked_into'
      when bool_or(h.kind = 'account') then 'account' else 'grace' end
  from public.entitlements_award a
  join public.entitlements_hold h on h.award_id = a.id and h.released_at is null
  where a.id = any (sought) and current_setting('app.persons', true) <> ''
    and a.label = any (string_to_array(current_setting('app.labels', true), ','))
    and (
      a.person_id = any (
        string_to_array(nullif(current_setting('app.persons', true), ''), ',')::uuid[])
      or a.household_id = any (
        string_to_array(nullif(current_setting('app.households', true), ''), ',')::uuid[]))
  group by h.award_id
"""

FUNCTIONS: tuple[DefinerFunction, ...] = (
    DefinerFunction(
        name="entitlements_own_waiting",
        arguments="sought uuid[]",
        returns="table (award uuid, from_month date, why text)",
        body=_WAITING,
        reason="居民要知道自己的待遇为什么暂缓：只分账户、渐退期满、正在核实三种，不说哪个部门比对出什么",
        reads=("entitlements_award", "entitlements_hold"),
        callers=("minzheng_app",),
    ),
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
