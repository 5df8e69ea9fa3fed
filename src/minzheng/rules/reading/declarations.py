"""Finds the declared rules of a rule file: who, what, by which article, and the function's body."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from minzheng.base.errors import InvalidValue
from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import stored_month


class Role(StrEnum):
    """What a decorator makes of a function."""

    VALUE = "value"
    CONDITION = "condition"
    BENEFIT = "benefit"
    STATUS = "status"
    UNLESS = "unless"
    AMENDED = "amended"
    STARTS = "starts"


ENTITIES = {
    "Person": Entity.PERSON,
    "Household": Entity.HOUSEHOLD,
    "Supporter": Entity.SUPPORTER,
}

_OUTRIGHT = {Role.VALUE, Role.CONDITION, Role.BENEFIT, Role.STATUS}
_HUNG = {Role.UNLESS, Role.AMENDED, Role.STARTS}


_WORDS: Mapping[Role, tuple[str, ...]] = {
    **dict.fromkeys(_OUTRIGHT, ("title", "law")),
    **dict.fromkeys(_HUNG, ("sentence", "law")),
    Role.CONDITION: ("sentence", "law"),
    Role.AMENDED: ("since", "law"),
}
"""What each decorator must be told, in this order."""

_TITLES = {"title": "名称", "sentence": "条件句", "law": "条文", "since": "生效月份 since"}

_RESERVED = frozenset(["household", "members", "month", "person", "supporters"])
"""What rules may not be called, because these names already lead elsewhere."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One decorated function as written.

    ``of`` is the rule on which an exception, amendment or start month hangs.  ``since`` counts
    months since year 0; 0 where the rule has always been.
    """

    line: str
    name: str
    role: Role
    entity: Entity
    returns: str
    title: str
    law: str
    since: int
    conditions: tuple[str, ...]
    of: str
    function: ast.FunctionDef
    file: str

    @property
    def key(self) -> str:
        """``line.name``."""
        return f"{self.line}.{self.name}"


class _Refused(Exception):
    def __init__(self, node: ast.AST, reason: str) -> None:
        super().__init__(reason)
        self.line = getattr(node, "lineno", 1)
        self.reason = reason


def read_declarations(path: Path, line: str) -> tuple[Declaration, ...]:
    """All rules of one file, in order.  Raises ``RuleRefused`` naming all that is wrong."""
    text = path.read_text("utf-8")
    try:
        module = ast.parse(text, filename=str(path))
    except SyntaxError as error:
        refusal = Refusal(str(path), error.lineno or 1, f"不是合法的Python: {error.msg}")
        raise RuleRefused((refusal,)) from error
    found: list[Declaration] = []
    refusals: list[Refusal] = []
    for statement in module.body:
        try:
            found += _statement(statement, path, line)
        except _Refused as refused:
            refusals.append(Refusal(str(path), refused.line, refused.reason))
    if refusals:
        raise RuleRefused(tuple(refusals))
    return tuple(found)


def _statement(statement: ast.stmt, path: Path, line: str) -> Iterator[Declaration]:
    if isinstance(statement, ast.FunctionDef):
        yield _declaration(statement, path, line)
    elif isinstance(statement, ast.ImportFrom):
        _check_import(statement, line)
    elif not _is_docstring(statement):
        raise _Refused(
            statement,
            "规则文件里只能有 from … import 和带装饰器的规则函数; 数字请写进 parameters/*.yaml",
        )


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _check_import(statement: ast.ImportFrom, line: str) -> None:
    """Only the language, code lists and the line's own rules, by their own names."""
    module = statement.module or ""
    own = f".lines.{line}.rules." in f".{module}."
    if not own and not module.endswith((".rules.language", ".catalogue.codes")):
        raise _Refused(
            statement,
            f"规则文件不能引用 {module}; 只能引用规则语言、代码表和本业务线的规则, "
            f"别的业务线的规则请写 p.业务线.规则",
        )
    if any(each.asname or each.name == "*" for each in statement.names):
        raise _Refused(statement, "引用时逐个写出名字, 不另起名（as）")


def _declaration(function: ast.FunctionDef, path: Path, line: str) -> Declaration:
    if len(function.decorator_list) != 1 or not isinstance(function.decorator_list[0], ast.Call):
        raise _Refused(
            function,
            f'{function.name}: 需要且只需要一个装饰器, 如 @value("名称", "条文")',
        )
    if function.name in _RESERVED:
        raise _Refused(function, f"规则不能叫 {function.name}: 这个名字另有所指")
    call = function.decorator_list[0]
    role, of = _role(call.func)
    words = _words(call, role)
    return Declaration(
        line=line,
        name=function.name,
        role=role,
        entity=_entity(function),
        returns=_returns(function),
        title=words.get("title", "") or words.get("sentence", ""),
        law=words["law"],
        since=_since(call, words.get("since", "")),
        conditions=_conditions(call, role),
        of=of,
        function=function,
        file=str(path),
    )


def _role(function: ast.expr) -> tuple[Role, str]:
    if isinstance(function, ast.Name) and function.id in _OUTRIGHT:
        return Role(function.id), ""
    if (
        isinstance(function, ast.Attribute)
        and function.attr in _HUNG
        and isinstance(function.value, ast.Name)
    ):
        return Role(function.attr), function.value.id
    raise _Refused(
        function,
        f"不认识的装饰器 {ast.unparse(function)}; 可用 value、condition、benefit、status, "
        "或 某规则.unless、某规则.amended、某规则.starts",
    )


def _words(call: ast.Call, role: Role) -> dict[str, str]:
    """Title or sentence, law and since, whether written in order or by name."""
    words: dict[str, str] = {}
    for key, node in _arguments(call, role):
        if key in words:
            raise _Refused(call, f"装饰器的{_TITLES[key]}写了两次")
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise _Refused(call, f"装饰器的{_TITLES[key]}应为文字")
        words[key] = node.value.strip()
    for key in _WORDS[role]:
        if not words.get(key):
            raise _Refused(call, f"装饰器缺少{_TITLES[key]}（{key}）")
    return words


def _arguments(call: ast.Call, role: Role) -> Iterator[tuple[str, ast.expr]]:
    order = _WORDS[role]
    allowed = {*order, "since"} if role in _OUTRIGHT else {*order}
    if len(call.args) > len(order):
        raise _Refused(call, f"装饰器 {role} 按次序只写{'、'.join(_TITLES[key] for key in order)}")
    yield from zip(order, call.args, strict=False)
    for keyword in call.keywords:
        if keyword.arg == "conditions":
            continue
        if keyword.arg not in allowed:
            raise _Refused(call, f"装饰器 {role} 没有参数 {keyword.arg}")
        yield keyword.arg, keyword.value


def _since(call: ast.Call, text: str) -> int:
    if not text:
        return 0
    try:
        return stored_month(text)
    except InvalidValue as error:
        raise _Refused(call, f'since 应写作 "2026-07", 而不是 {text}') from error


def _conditions(call: ast.Call, role: Role) -> tuple[str, ...]:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "conditions"]
    if role not in (Role.BENEFIT, Role.STATUS):
        if given:
            raise _Refused(call, f"装饰器 {role} 没有参数 conditions")
        return ()
    if not given or not isinstance(given[0], ast.List | ast.Tuple):
        raise _Refused(call, f"装饰器 {role} 需要 conditions=[…], 列出它的条件")
    names = [each.id for each in given[0].elts if isinstance(each, ast.Name)]
    if len(names) != len(given[0].elts):
        raise _Refused(call, "conditions 里只能写条件的名字")
    if len(names) != len(set(names)):
        raise _Refused(call, "conditions 里有重复的条件")
    return tuple(names)


def _entity(function: ast.FunctionDef) -> Entity:
    given = function.args
    kinds = [ast.unparse(each.annotation) if each.annotation else "" for each in given.args]
    others = (given.posonlyargs, given.kwonlyargs, given.vararg, given.kwarg, given.defaults)
    two = len({each.arg for each in given.args}) == len(kinds) == 2
    if any(others) or not two or kinds[0] not in ENTITIES or kinds[1] != "Numbers":
        raise _Refused(
            function,
            f"{function.name}: 参数应为 (p: Person 或 h: Household 或 s: Supporter, n: Numbers)",
        )
    return ENTITIES[kinds[0]]


def _returns(function: ast.FunctionDef) -> str:
    if function.returns is None:
        raise _Refused(function, f"{function.name}: 缺少返回单位, 如 -> MoneyPerMonth")
    return ast.unparse(function.returns)
