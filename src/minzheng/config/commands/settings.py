"""Numbers as ``--set`` gives them: ``line.name=value``; in a table ``line.name.code=value``."""

import difflib
from collections.abc import Iterable, Mapping

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue
from minzheng.rules.numbers.definition import Confidence, Dated, NumberDefinition, Stored
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import stored_entries
from minzheng.rules.numbers.text import ValueRefused, stored_month, stored_value
from minzheng.rules.units import Kind, Unit

_SOURCE = "测算设定"
_EXAMPLE = "minimum_living.standard=1000"
_WORDS = {"true": True, "false": False, "是": True, "否": False}


def with_settings(
    parameters: ParameterSet, settings: Iterable[str], *, area: str, month: str
) -> tuple[ParameterSet, Mapping[str, Dated]]:
    """The numbers with those that were set in their place, for an area from a month on."""
    overlay: dict[str, Dated] = {}
    place, since = normalise(area), stored_month(month)
    for setting in settings:
        key, equals, text = (part.strip() for part in setting.partition("="))
        if not equals or not text:
            raise InvalidValue(f"--set 应写作 参数=值, 如 {_EXAMPLE}, 而不是 {setting}")
        definition, entry = _found(parameters, key)
        now = overlay.get(definition.key) or parameters.in_force(definition.key, since, place)
        try:
            value = _value(definition, entry, text, now.value if now else None)
        except ValueRefused as refused:
            raise InvalidValue(f"{key}: {refused}") from refused
        overlay[definition.key] = Dated(
            area=place,
            since=since,
            value=value,
            source=_SOURCE,
            article="",
            confidence=Confidence.EXAMPLE,
            file=setting,
            line=1,
        )
    return parameters.overlaid(overlay), overlay


def _found(parameters: ParameterSet, key: str) -> tuple[NumberDefinition, str]:
    """The number, and the entry of its table that is meant, "" for all of it."""
    known = parameters.definitions
    table, _, entry = key.rpartition(".")
    if key in known:
        return known[key], ""
    if table in known and (known[table].by is not None or known[table].steps):
        return known[table], entry
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"是否想写 {near[0]}? " if near else ""
    raise InvalidValue(f"没有参数 {key}。{hint}用 minzheng parameters show 查看所有参数。")


def _value(definition: NumberDefinition, entry: str, text: str, now: Stored | None) -> Stored:
    unit = definition.unit
    if not entry and definition.steps:
        raise ValueRefused(f"是分段表, 请逐段设定, 如 {definition.key}.{_some_step(now)}={text}")
    if not entry:
        return stored_entries(_typed(text, unit), definition)
    if now is None or isinstance(now, int):
        raise ValueRefused("当地还没有这张表的值, 不能只改一项")
    return {**now, _position(definition, entry, now): stored_value(_typed(text, unit), unit)}


def _position(definition: NumberDefinition, entry: str, now: Mapping[int, int]) -> int:
    """The code or the step that an entry names; a code by its name or its Chinese title."""
    if definition.by is None:
        named = {str(start): start for start in now}
    else:
        named = {name: int(code) for code in definition.by for name in (code.name, code.title)}
    if entry not in named:
        raise ValueRefused(f"表中没有 {entry}; 可用 {'、'.join(named)}")
    return named[entry]


def _some_step(now: Stored | None) -> int:
    return 0 if now is None or isinstance(now, int) else max(now)


def _typed(text: str, unit: Unit) -> str | bool:
    """Yes and no, and the titles of codes, as officers write them."""
    if unit.kind is Kind.YES_NO:
        if text not in _WORDS:
            raise ValueRefused(f"应为 是 或 否, 而不是 {text}")
        return _WORDS[text]
    if unit.kind is Kind.CODE and unit.code is not None:
        titles = {code.title: code.name for code in unit.code}
        name = titles.get(text, text)
        if name not in unit.code.__members__:
            raise ValueRefused(f"没有 {text}; 可用 {'、'.join(titles)}")
        return name
    return text
