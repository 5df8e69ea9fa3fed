"""The few functions that see more than their caller: SECURITY DEFINER, each with its reason.

They belong to a role that cannot log in and sees every row, have a fixed search path, and are
granted by name. A package declares one with `declare`; it is made after the migrations.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng.kernel.protection.errors import Unclassified


@dataclass(frozen=True, slots=True)
class DefinerFunction:
    """`body` is SQL (`language` sql or plpgsql) with every table written as `public.name`.

    `reads` and `writes` name the tables that the function needs; `callers` the roles that may
    call it.
    """

    name: str
    arguments: str
    returns: str
    body: str
    reason: str
    reads: tuple[str, ...]
    callers: tuple[str, ...]
    writes: tuple[str, ...] = ()
    language: str = "sql"
    volatility: str = "stable"

    @property
    def signature(self) -> str:
        """Its name with the types of its arguments, as GRANT wants it."""
        types = [part.split(None, 1)[1] for part in self.arguments.split(",") if part.strip()]
        return f"public.{self.name}({', '.join(types)})"


_declared: dict[str, DefinerFunction] = {}


def declare(function: DefinerFunction) -> DefinerFunction:
    """Have a function made after the next migration. Raises `Unclassified` without a reason."""
    if not function.reason.strip():
        raise Unclassified("a function that sees every row says why")
    _declared[function.name] = function
    return function


def declared() -> tuple[DefinerFunction, ...]:
    """All of them, by name."""
    return tuple(_declared[name] for name in sorted(_declared))


def statements(owner: str) -> Iterator[str]:
    """SQL that makes them, and takes from their owner whatever none of them needs."""
    yield f"revoke all on all tables in schema public from {owner}"
    for function in declared():
        for table in function.reads:
            yield f'grant select on public."{table}" to {owner}'
        for table in function.writes:
            yield f'grant select, insert, update on public."{table}" to {owner}'
        yield f"drop function if exists {function.signature}"
        yield (
            f"create function public.{function.name}({function.arguments})"
            f" returns {function.returns} language {function.language} {function.volatility}"
            f" security definer set search_path = pg_catalog, pg_temp"
            f" as $body${function.body}$body$"
        )
        yield f"revoke all on function {function.signature} from public"
        for caller in function.callers:
            yield f"grant execute on function {function.signature} to {caller}"
        yield f"alter function {function.signature} owner to {owner}"
