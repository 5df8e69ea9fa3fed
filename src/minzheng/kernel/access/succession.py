"""Posts follow their division: where it gets another code, is merged or moved, they go on there.

A post is not rewritten. The old one ends with the reason, and one begins that `follows` it, held by
the same person on the word of the same two; the database compares them (migration 0004).
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account, Post, PostState, Token
from minzheng.kernel.access.models.posts import Origin
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.audit import api as audit

REASON = "行政区划变更"
LAPSED = "行政区划分设，须重新任命"
"""Why a post ended whose division was divided: nobody can say which part it was for."""
_CARRIED = (
    "account_id", "person", "role", "family", "compartment", "valid_to", "state",
    "proposed_by_id", "proposed_by_person", "proposed_at",
    "approved_by_id", "approved_by_person", "approved_at",
)  # fmt: skip
"""What the new post has from the old one."""


def posts_follow(recoded: Mapping[str, str], on: date) -> int:
    """Carry every post over whose division has a new code since a day; answers how many.

    Called by whoever carries the change out, as the system. Accounts and tokens go along.
    """
    moving = {old: new for old, new in recoded.items() if old != new}
    for account in Account.objects.filter(division__in=moving).select_for_update():
        Account.objects.filter(pk=account.pk).update(division=moving[account.division])
    live = Post.objects.exclude(state=PostState.ENDED).filter(division__in=moving)
    found = list(live.exclude(valid_to__lt=clock.today()).select_for_update())
    # First those that make room for others, where one unit takes the code of another.
    for post in sorted(found, key=lambda each: (moving[each.division] in moving, each.id)):
        _follow(post, moving[post.division], on)
    return len(found)


def posts_lapse(codes: Collection[str], on: date) -> int:
    """End the posts of divisions that were divided and are no more; answers how many.

    They go nowhere by themselves: power over a part is granted anew, by two persons.
    """
    live = Post.objects.exclude(state=PostState.ENDED).filter(division__in=codes)
    found = list(live.exclude(valid_to__lt=clock.today()).select_for_update())
    for post in found:
        _end(post, on, LAPSED)
        audit.record(
            "post.lapse",
            subject_type="post",
            subject=post.pk,
            division=post.division,
            payload={"role": post.role, "on": on.isoformat()},
        )
    return len(found)


def _end(post: Post, on: date, reason: str) -> None:
    Post.objects.filter(pk=post.pk).update(
        state=PostState.ENDED,
        # A post that had not begun has no day before.
        valid_to=max(post.valid_from, on - timedelta(days=1)),
        ended_at=clock.now(),
        end_reason=reason,
    )


def _follow(post: Post, division: str, on: date) -> None:
    """Raises nothing for a post that cannot go on there: it ends, and the trail says so."""
    went_on = _successor(post, division, max(post.valid_from, on))
    _end(post, on, REASON)
    if went_on is not None:
        Token.objects.filter(post=post).update(post=went_on)
    audit.record(
        "post.follow",
        subject_type="post",
        subject=post.pk,
        division=division,
        payload={
            "role": post.role,
            "from": post.division,
            "to": division,
            "on": on.isoformat(),
            "post": str(went_on.pk) if went_on else "",
        },
    )


def _successor(post: Post, division: str, begins: date) -> Post | None:
    """The post there: a new one, or that which somebody of two merged offices has already."""
    if not role_of(post.role).fits(division):
        return None
    there = Post.objects.exclude(state=PostState.ENDED).filter(
        account=post.account_id, role=post.role, division=division
    )
    held = there.exclude(valid_to__lt=begins).first()
    if held is not None:
        return held
    carried = {name: getattr(post, name) for name in _CARRIED}
    origin = {"origin": Origin.SUCCESSION, "follows": post}
    return Post.objects.create(division=division, valid_from=begins, **carried, **origin)
