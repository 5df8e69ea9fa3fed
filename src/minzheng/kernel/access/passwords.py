"""What a password must be, said in Chinese. Long rather than contorted (NIST SP 800-63B)."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from minzheng.kernel.access.models import Account

SHORTEST = 10
LONGEST = 128
_SHORTEST_PART = 3
_FEWEST_CHARACTERS = 5


class LongEnough:
    """Length, and more than a few different characters."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises `ValidationError`."""
        if len(password) < SHORTEST:
            raise ValidationError(f"密码至少{SHORTEST}位。", code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(f"密码最多{LONGEST}位。", code="password_too_long")
        if len(set(password)) < _FEWEST_CHARACTERS:
            raise ValidationError("密码中不同的字符太少。", code="password_too_plain")

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return f"至少{SHORTEST}位，可以是一句话。"


class NotAboutOneself:
    """Neither the account nor the name."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises `ValidationError`."""
        own = [] if user is None else [user.username.lower(), user.name.lower()]
        for part in own:
            if len(part) >= _SHORTEST_PART and part in password.lower():
                raise ValidationError("密码不能包含账号或姓名。", code="password_too_similar")

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return "不能包含账号或姓名。"


class NotWorn(CommonPasswordValidator):
    """None of the 20,000 passwords that everybody tries first."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises `ValidationError`."""
        if password.lower().strip() in self.passwords:
            raise ValidationError("这个密码太常见，很容易被猜到。", code="password_too_common")

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return "不能是常见密码。"
