"""Mutants that mean the same as the original, each with the reason; the list must stay short."""

from collections.abc import Mapping
from pathlib import Path

import yaml

Name = tuple[str, str, str, str]

EQUIVALENTS = Path(__file__).with_name("equivalents.yaml")


def known_equivalents(path: Path) -> Mapping[Name, str]:
    """Reasons by the mutant's place, rule, original text and mutated text."""
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    return {
        (each["place"], each["within"], each["original"], each["mutated"]): each["reason"]
        for each in entries
    }
