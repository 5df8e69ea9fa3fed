"""Why an act is refused. The sentences never say what was not seen."""

from minzheng.base.errors import MinzhengError


class NotAllowed(MinzhengError):
    """The role lacks a permission; `permission` is its code. Answered 403."""

    def __init__(self, permission: str, message: str = "您的岗位没有此项权限。") -> None:
        super().__init__(message)
        self.permission = permission

    def __reduce__(self) -> tuple[type["NotAllowed"], tuple[str, str]]:
        return type(self), (self.permission, self.message)


class Recused(NotAllowed):
    """The actor decides about himself or a near relative. Answered 403."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission, "该事项涉及您本人或您备案的近亲属，请回避，交由他人办理。")

    def __reduce__(self) -> tuple[type["Recused"], tuple[str]]:  # type: ignore[override]  # made of less
        return type(self), (self.permission,)


class Unseen(MinzhengError):
    """What was asked for does not exist, or not for this actor: the same answer. Answered 404."""

    def __init__(self) -> None:
        super().__init__("没有找到您要的内容。")

    def __reduce__(self) -> tuple[type["Unseen"], tuple[()]]:
        return type(self), ()


class StepUpNeeded(MinzhengError):
    """The identity must be shown anew before this act. Answered by asking for it."""

    def __init__(self) -> None:
        super().__init__("此项操作需要重新验证身份，请验证后再试。")

    def __reduce__(self) -> tuple[type["StepUpNeeded"], tuple[()]]:
        return type(self), ()


class Conflict(MinzhengError):
    """Somebody else was first, or the state does not allow it any more. Answered 409."""


class Refused(MinzhengError):
    """What was entered cannot be accepted; the message says why. Answered 400."""


class OutsideScope(RuntimeError):
    """A program's mistake: a command or query without an entered scope of its own actor."""
