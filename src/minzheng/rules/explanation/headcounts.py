"""A count of members as a sentence: how many, who they are, and who is not counted."""

from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.explanation.wording import Writer
from minzheng.rules.facts import Entity
from minzheng.rules.tree import Aggregate


def headcount(node: Aggregate, branches: Branches) -> Writer:
    """Writes a count with the names."""
    gathered = branches.gathered(node)
    who = "人" if node.over is Entity.PERSON else "名义务人"

    def text(subject: Subject) -> str:
        counted = [each.name for each in gathered.members(subject)]
        names = "、".join(counted) or "无"
        others = "、".join(each.name for each in gathered.left_out(subject))
        apart = f"，不计{others}" if others else ""
        return f"{len(counted)}{who}（{names}{apart}）"

    return text
