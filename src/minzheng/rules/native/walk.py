"""The walk: household by household, in the order of the rows, everything that anybody is asked.

What is yes or unknown is noted as a row: the household, who (a row of the households or persons),
what (the place among the outcomes), the value, and the first month. "No" leaves nothing. Other
rules that are asked for are always noted.
"""

from collections.abc import Callable
from dataclasses import replace

from minzheng.rules.facts import Entity
from minzheng.rules.native.analysis import Analysis
from minzheng.rules.native.instructions import Body
from minzheng.rules.native.layout import UNKNOWN, Layout, Word
from minzheng.rules.native.scope import PREFETCH, Scope
from minzheng.rules.program import Program

NOTED = (Word.HOME, Word.WHO, Word.WHAT, Word.VALUE, Word.SINCE)
"""Where the arrays are of what a row says."""

_CLEAR = "llvm.memset.p0.i64"

_AHEAD = 48
"""So many rows on; half and twice as many are as good."""


def walk_over(program: Program, layout: Layout, analysis: Analysis) -> str:
    """The function ``walk``: goes on from where the slate stands, until all households are done or
    there may not be room for what the next one gets."""
    scope = Scope(Body(), layout, analysis, ())
    _Walk(program, scope).write()
    return (
        f"declare void @{_CLEAR}(ptr, i8, i64, i1)\n"
        f"declare void @{PREFETCH}(ptr, i32, i32, i32)\n\n"
        f"define void @walk(ptr noalias %slate) nounwind {{\n{scope.body.text}\n}}"
    )


class _Walk:
    """Adds the instructions of the walk."""

    def __init__(self, program: Program, scope: Scope) -> None:
        self._program = program
        self._scope = scope
        self._body = scope.body
        self._done = scope.body.label()

    def write(self) -> None:
        """All of it."""
        body, last = self._body, self._scope.held(Word.HOUSEHOLDS)
        with body.repeated(self._scope.held(Word.HOUSEHOLD), last) as (home, _):
            self._put(home, Word.HOUSEHOLD)
            rows, room = self._scope.held(Word.ROWS), self._scope.held(Word.ROOM)
            body.go_if(body.compared("sgt", rows, room), self._done)
            self._find_members(home)
            self._call_up(home)
            self._forget()
            self._ask(Entity.HOUSEHOLD, (home,))
            first, end = self._scope.held(Word.FIRST), self._scope.held(Word.END)
            with body.repeated(first, end) as (member, _):
                self._ask(Entity.PERSON, (home, member))
        self._put(last, Word.HOUSEHOLD)
        body.go(self._done)
        body.begin(self._done)
        body.do("ret void")

    def _find_members(self, home: str) -> None:
        """Note where the household's members are, and where each one's supporters begin."""
        body, first = self._body, self._scope.held(Word.PERSON)
        person, supporter = body.variable(first), body.variable(self._scope.held(Word.SUPPORTER))

        def begin_supporters() -> None:
            position = body.value(f"sub i64 {body.held(person)}, {first}")
            starts = self._scope.address(Word.STARTS)
            body.put(body.held(supporter), body.place(starts, position))

        def pass_person() -> None:
            begin_supporters()
            number = self._number(Word.PERSON_NO, body.held(person))
            self._advance(supporter, Word.SUPPORTERS, Word.PERSON_OF_SUPPORTER, number)

        number = self._number(Word.HOUSEHOLD_NO, home)
        self._advance(person, Word.PERSONS, Word.HOUSEHOLD_OF_PERSON, number, pass_person)
        begin_supporters()
        self._put(first, Word.FIRST)
        for word in (Word.END, Word.PERSON):
            self._put(body.held(person), word)
        self._put(body.held(supporter), Word.SUPPORTER)
        self._put(self._number(Word.NUMBERS_OF, home), Word.NUMBERS)

    def _advance(
        self,
        variable: str,
        last: Word,
        above: Word,
        number: str,
        passing: Callable[[], None] = lambda: None,
    ) -> None:
        """Move on as long as rows belong to the one above who has a number."""
        body, again, after = self._body, self._body.label(), self._body.label()
        body.go(again)
        body.begin(again)
        now = body.held(variable)
        body.go_if(body.compared("sge", now, self._scope.held(last)), after)
        body.go_if(body.compared("ne", self._number(above, now), number), after)
        passing()
        body.put(body.value(f"add i64 {now}, 1"), variable)
        body.go(again)
        body.begin(after)

    def _call_up(self, home: str) -> None:
        """Ask the memory for what the next households will read: it takes longer than a rule."""
        rows = {Entity.HOUSEHOLD: home, Entity.PERSON: self._scope.held(Word.FIRST)}
        for entity, row in rows.items():
            later = self._body.value(f"add i64 {row}, {_AHEAD}")
            for column in self._scope.layout.columns:
                if column[0] is entity:
                    self._scope.call_up(column, later)

    def _forget(self) -> None:
        """Clear what was kept of the household before."""
        body, kept = self._body, self._scope.layout.kept
        size = body.value(f"sub i64 {self._scope.held(Word.END)}, {self._scope.held(Word.FIRST)}")
        of_members = body.value(f"mul i64 {size}, {8 * len(kept[Entity.PERSON])}")
        whole = body.value(f"add i64 {of_members}, {8 * len(kept[Entity.HOUSEHOLD])}")
        place = self._scope.address(Word.KEPT)
        body.do(f"call void @{_CLEAR}(ptr {place}, i8 -128, i64 {whole}, i1 false)")

    def _ask(self, entity: Entity, rows: tuple[str, ...]) -> None:
        """Every outcome of one household or member, and what else is asked for, "no" or not."""
        scope, outcomes = replace(self._scope, rows=rows), self._program.outcomes
        for position, key in enumerate(outcomes + self._program.also):
            rule = self._program.steps[key].rule
            if rule.entity is not entity:
                continue
            value = scope.call(key, entity)
            if position >= len(outcomes):
                self._note(rows, position, value, str(UNKNOWN))
                continue
            with self._body.only_if(self._body.compared("ne", value, "0")):
                since = str(UNKNOWN) if rule.starts is None else scope.call(rule.starts, entity)
                self._note(rows, position, value, since)

    def _note(self, rows: tuple[str, ...], what: int, value: str, since: str) -> None:
        """One more row."""
        body, row = self._body, self._scope.held(Word.ROWS)
        noted = (rows[0], rows[-1], str(what), value, since)
        for word, each in zip(NOTED, noted, strict=True):
            body.put(each, body.place(self._scope.address(word), row))
        self._put(body.value(f"add i64 {row}, 1"), Word.ROWS)

    def _number(self, word: Word, row: str) -> str:
        """What an array of the slate holds for a row."""
        return self._body.held(self._body.place(self._scope.address(word), row))

    def _put(self, value: str, word: Word) -> None:
        self._body.put(value, self._body.place("%slate", word))
