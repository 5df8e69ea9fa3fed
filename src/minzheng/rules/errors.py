"""What the rules engine refuses, and how it says so."""

from dataclasses import dataclass

from minzheng.base.errors import MinzhengError


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that a rule or parameter file says and the engine will not take."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class RuleRefused(MinzhengError):
    """A rule that the language cannot express, with file, line and reason."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


class NumberRefused(RuleRefused):
    """A parameter file that is wrong, or a number that is missing or breaks a superior one."""
