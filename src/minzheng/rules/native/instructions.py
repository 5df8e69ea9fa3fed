"""The body of one function in LLVM's language, line by line."""

from collections.abc import Iterator
from contextlib import contextmanager

INVARIANT = ", !invariant.load !0"
"""Said of what never changes while the code runs: columns, and where they lie."""


class Body:
    """Instructions in the order in which they are added.

    Every value is a 64-bit integer (a test is one bit) and gets a name once; names, constants and
    arguments are operands alike. What changes is a variable, which LLVM turns into registers.
    """

    def __init__(self) -> None:
        self._variables: list[str] = []
        self._lines: list[str] = []
        self._named = 0

    @property
    def text(self) -> str:
        """All lines, variables first: in a loop they would be made anew each time."""
        return "\n".join((*self._variables, *self._lines))

    def value(self, instruction: str) -> str:
        """A new value."""
        name = self._name("%v")
        self.do(f"{name} = {instruction}")
        return name

    def do(self, instruction: str) -> None:
        """An instruction without a value."""
        self._lines.append(f"  {instruction}")

    def variable(self, value: str) -> str:
        """A new variable that begins with a value."""
        name = self._name("%x")
        self._variables.append(f"  {name} = alloca i64, align 8")
        self.put(value, name)
        return name

    def put(self, value: str, place: str) -> None:
        """Keep a value in a variable, or at an address."""
        self.do(f"store i64 {value}, ptr {place}, align 8")

    def held(self, place: str, remark: str = "") -> str:
        """The value of a variable, or at an address."""
        return self.value(f"load i64, ptr {place}, align 8{remark}")

    def pointer(self, place: str, remark: str = "") -> str:
        """The address kept at an address."""
        return self.value(f"load ptr, ptr {place}, align 8{remark}")

    def place(self, base: str, position: str | int, kind: str = "i64") -> str:
        """The address of an element of an array."""
        return self.value(f"getelementptr {kind}, ptr {base}, i64 {position}")

    def compared(self, sign: str, left: str, right: str) -> str:
        """One bit: ``sign`` is LLVM's ``eq``, ``ne``, ``slt`` …"""
        return self.value(f"icmp {sign} i64 {left}, {right}")

    def yes_no(self, bit: str) -> str:
        """A bit as a value."""
        return self.value(f"zext i1 {bit} to i64")

    def chosen(self, bit: str, then: str, otherwise: str) -> str:
        """One of two values that are both at hand."""
        return self.value(f"select i1 {bit}, i64 {then}, i64 {otherwise}")

    def label(self) -> str:
        """The name of a block that is begun later."""
        return self._name("b")

    def begin(self, block: str) -> None:
        """A block: what follows is done when somebody goes there."""
        self._lines.append(f"{block}:")

    def go(self, block: str) -> None:
        """On to another block."""
        self.do(f"br label %{block}")

    def fork(self, bit: str, then: str, otherwise: str) -> None:
        """To one of two blocks."""
        self.do(f"br i1 {bit}, label %{then}, label %{otherwise}")

    def go_if(self, bit: str, block: str) -> None:
        """To another block where a bit is set; go on otherwise."""
        onward = self.label()
        self.fork(bit, block, onward)
        self.begin(onward)

    @contextmanager
    def only_if(self, bit: str) -> Iterator[None]:
        """What is added within is done only where the bit is set."""
        inside, after = self.label(), self.label()
        self.fork(bit, inside, after)
        self.begin(inside)
        yield
        self.go(after)
        self.begin(after)

    @contextmanager
    def repeated(self, start: str, end: str) -> Iterator[tuple[str, str]]:
        """What is added within is done for each number from ``start`` to before ``end``.

        Gives the number, and the block to go to for the next one.
        """
        number = self.variable(start)
        head, inside, onward, after = (self.label() for _ in range(4))
        self.go(head)
        self.begin(head)
        now = self.held(number)
        self.fork(self.compared("slt", now, end), inside, after)
        self.begin(inside)
        yield now, onward
        self.go(onward)
        self.begin(onward)
        self.put(self.value(f"add i64 {now}, 1"), number)
        self.go(head)
        self.begin(after)

    def _name(self, sort: str) -> str:
        self._named += 1
        return f"{sort}{self._named}"


class Meeting:
    """Where several ways through a function meet again, each with a value."""

    def __init__(self, body: Body, value: str = "0") -> None:
        self._body = body
        self._block = body.label()
        self._brought = body.variable(value)

    def come(self, value: str) -> None:
        """End this way here."""
        self._body.put(value, self._brought)
        self._body.go(self._block)

    def come_if(self, bit: str, value: str) -> None:
        """End this way here where a bit is set, and go on otherwise."""
        ending, onward = self._body.label(), self._body.label()
        self._body.fork(bit, ending, onward)
        self._body.begin(ending)
        self.come(value)
        self._body.begin(onward)

    def value(self) -> str:
        """Go on from where all have met, with the value that came."""
        self._body.begin(self._block)
        return self._body.held(self._brought)
