"""Rules and numbers as they were: for apps above that decide by them, and compute again."""

from minzheng.kernel.casework.deciding.editions import kept_edition, law_in_force, law_of
from minzheng.kernel.casework.deciding.evaluating import Law, RuleResult, evaluated

__all__ = ["Law", "RuleResult", "evaluated", "kept_edition", "law_in_force", "law_of"]
