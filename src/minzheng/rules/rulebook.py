"""All rules of all lines together: linked, checked, and ready to be evaluated for a month."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from minzheng.rules.facts import Vocabulary
from minzheng.rules.linking import Linker
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rule import LineRules, Rule, Version
from minzheng.rules.units import Code

__all__ = ["LineRules", "Rule", "RuleBook", "Version", "rule_files"]


class RuleBook:
    """Every rule by its key ``line.name``; built whole or refused whole."""

    def __init__(
        self,
        lines: Sequence[LineRules],
        *,
        vocabulary: Vocabulary,
        codes: Mapping[str, type[Code]],
        numbers: Iterable[NumberDefinition],
    ) -> None:
        linker = Linker(lines, vocabulary, codes, {each.key: each for each in numbers})
        self.vocabulary = vocabulary
        self.lines = {line.slug: line for line in lines}
        self.rules: Mapping[str, Rule] = linker.link()

    def title(self, key: str) -> str:
        """The newest title of a rule."""
        return self.rules[key].versions[-1].title

    def outcomes(self) -> tuple[Rule, ...]:
        """The benefits and statuses, in the order of the lines' files."""
        return tuple(
            rule for rule in self.rules.values() if rule.role in (Role.BENEFIT, Role.STATUS)
        )


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of a line's ``rules`` folder, in the order of their names."""
    return tuple(sorted(path for path in folder.glob("*.py") if path.name != "__init__.py"))
