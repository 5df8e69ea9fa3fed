"""The functions of residents that see past row security: they answer with identifiers, and names
of those who have empowered the asker."""

from minzheng.kernel.protection.definers import DefinerFunction, declare

_OWN_ROWS = """
  with me as (
    select p.id from public.access_account a
    join public.registry_identitydocument d on d.index = a.person and d.state = 'confirmed'
    join public.registry_person p on p.id = d.person_id
      and p.merged_into_id is null and p.death_date is null
    where a.id = asking and a.is_active
  ), party as (
    select me.id, 'all'::text as matters from me where authority is null
    union all
    select u.principal, u.matters::text from public.residents_authority u
    join public.registry_person p on p.id = u.principal and p.death_date is null
    where u.id = authority and u.revoked_at is null and today between u.valid_from and u.valid_to
      and (
        u.agent = (select a.person from public.access_account a where a.id = asking and a.is_active)
        -- An officer only as long as he works in the village where the file lies.
        or u.officer = asking and exists (
          select from public.access_post t
          where t.account_id = asking and t.state = 'active' and t.division = p.division
            and t.valid_from <= today and (t.valid_to is null or t.valid_to >= today)))
  ), home as (
    select m.household_id as id from public.registry_membership m
    where m.person_id in (select id from party) and m.kind = 'assistance' and m.valid @> today
  ), member as (
    select p.id, m.household_id, p.birth_date > today - interval '18 years' as minor
    from public.registry_membership m join public.registry_person p on p.id = m.person_id
    where m.household_id in (select id from home) and m.valid @> today
  )
  select case when not exists (select from party) then null else jsonb_build_object(
    'person', (select id from party),
    'matters', (select matters from party),
    'households', coalesce((select jsonb_agg(id) from home), '[]'),
    'persons', (
      select jsonb_agg(distinct shown.id) from (
        select id from party
        union all
        -- Children are seen by the grown-ups of their household.
        select id from member where minor and exists (
          select from member own where own.id = (select id from party)
            and own.minor is not true)
        union all
        -- Grown-ups are seen by the other members when they have consented, by nobody else.
        select member.id from member join public.residents_sharing s
          on s.person = member.id and s.household = member.household_id and s.withdrawn_at is null
        where authority is null) shown)) end
"""

_EMPOWERED = """
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', u.id, 'name', p.name, 'matters', u.matters, 'until', u.valid_to)
    order by u.valid_to, u.id), '[]')
  from public.residents_authority u join public.registry_person p on p.id = u.principal
  join public.access_account a on a.id = asking and a.is_active
  where u.revoked_at is null and today between u.valid_from and u.valid_to
    and p.death_date is null and p.label = 'ordinary' and (u.agent = a.person or u.officer = asking)
"""

FUNCTIONS = (
    DefinerFunction(
        name="residents_own_rows",
        arguments="asking uuid, authority uuid, today date",
        returns="jsonb",
        body=_OWN_ROWS,
        reason="居民登录后要知道哪些档案是本人的：只答编号；不给任何内容，内容仍由行级权限决定",
        reads=(
            "access_account",
            "access_post",
            "registry_identitydocument",
            "registry_person",
            "registry_membership",
            "residents_authority",
            "residents_sharing",
        ),
        callers=("minzheng_app",),
    ),
    DefinerFunction(
        name="residents_empowered",
        arguments="asking uuid, today date",
        returns="jsonb",
        body=_EMPOWERED,
        reason="受托人要知道自己可以替谁办事：只答有效授权的委托人姓名、范围和期限",
        reads=("access_account", "registry_person", "residents_authority"),
        callers=("minzheng_app",),
    ),
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
