"""A whole program in LLVM's language: a function for each rule, and the walk over the rows."""

from minzheng.rules.facts import Entity
from minzheng.rules.native.analysis import Analysis
from minzheng.rules.native.expressions import ExpressionWriter
from minzheng.rules.native.instructions import Body, Meeting
from minzheng.rules.native.layout import UNSET, Layout, Word
from minzheng.rules.native.scope import ARGUMENTS, Scope
from minzheng.rules.native.walk import walk_over
from minzheng.rules.program import Program, Step
from minzheng.rules.sql.nullability import Holes


def module_text(program: Program, layout: Layout, holes: Holes) -> str:
    """LLVM's text of a program; ``walk`` is the one function that others may call."""
    analysis = Analysis(program, holes)
    found = [_entry_of_table()]
    for step in program.steps.values():
        rows = ARGUMENTS[step.entity]
        scope = Scope(Body(), layout, analysis, rows)
        _rule(step, scope, ExpressionWriter(scope.body, scope, analysis))
        arguments = ", ".join(("ptr noalias %slate", *(f"i64 {row}" for row in rows)))
        found.append(_function(f'"{step.key}"', arguments, scope.body))
    found.append(walk_over(program, layout, analysis))
    return "\n\n".join([*found, "!0 = !{}"])


def _rule(step: Step, scope: Scope, writer: ExpressionWriter) -> None:
    """Compute a rule's value, or give what is kept of it."""
    body, place = scope.body, scope.layout.kept[step.entity].get(step.key)
    if place is None:
        body.do(f"ret i64 {writer.write(step.expression)}")
        return
    kept = body.place(scope.address(Word.KEPT), _kept_at(step.entity, place, scope))
    meeting, before = Meeting(body), body.held(kept)
    meeting.come_if(body.compared("ne", before, str(UNSET)), before)
    value = writer.write(step.expression)
    body.put(value, kept)
    meeting.come(value)
    body.do(f"ret i64 {meeting.value()}")


def _kept_at(entity: Entity, place: int, scope: Scope) -> str:
    """Where a value is kept: the household's first, then each member's."""
    if entity is Entity.HOUSEHOLD:
        return str(place)
    body, kept = scope.body, scope.layout.kept
    position = body.value(f"sub i64 {scope.rows[-1]}, {scope.held(Word.FIRST)}")
    before = body.value(f"mul i64 {position}, {len(kept[Entity.PERSON])}")
    return body.value(f"add i64 {before}, {len(kept[Entity.HOUSEHOLD]) + place}")


def _entry_of_table() -> str:
    """The entry of the highest position of a table that is reached; the first if none is."""
    body = Body()
    count = body.held(body.place("%table", 0))
    meeting, entry = Meeting(body), body.variable("0")
    body.put(body.held(body.place("%table", 2)), entry)
    with body.repeated("1", count) as (number, _):
        twice = body.value(f"shl i64 {number}, 1")
        start = body.held(body.place("%table", body.value(f"add i64 {twice}, 1")))
        meeting.come_if(body.compared("sgt", start, "%position"), body.held(entry))
        body.put(body.held(body.place("%table", body.value(f"add i64 {twice}, 2"))), entry)
    meeting.come(body.held(entry))
    body.do(f"ret i64 {meeting.value()}")
    return _function("entry_of_table", "ptr %table, i64 %position", body)


def _function(name: str, arguments: str, body: Body) -> str:
    """A function that nobody outside calls."""
    return f"define internal fastcc i64 @{name}({arguments}) nounwind {{\n{body.text}\n}}"
