"""Accounts: who may sign in. What he may do is in his posts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import unprotected

LONGEST_NAME = 100


class Accounts(BaseUserManager["Account"]):
    """The accounts; created by commands, never by signing up."""

    def add(
        self, *, username: str, name: str, person: bytes, division: str, password: str, demo: bool
    ) -> "Account":
        """A new account of a person, given by the blind index of the ID number.

        Somebody else chose the password, so that it is changed at the first login; not so for
        demo accounts, whose passwords are printed for everybody.
        """
        account = self.model(
            username=username,
            name=name,
            person=person,
            division=division,
            demo=demo,
            password_is_temporary=not demo,
        )
        account.set_password(password)
        account.save(using=self._db)
        return account


@unprotected("needed to sign in, before it is known who asks; holds a name and no number")
class Account(AbstractBaseUser, Identified):
    """Somebody who may sign in.

    `person` is the blind index of the own ID number: it links staff to residents, and keeps one
    person with two accounts from approving for himself.
    """

    username = models.CharField("账号", max_length=LONGEST_NAME, unique=True)
    name = models.CharField("姓名", max_length=LONGEST_NAME)
    person = BlindIndexField("本人证件索引")
    division = models.CharField("所属区划", max_length=LONGEST_DIVISION, blank=True)
    password_is_temporary = models.BooleanField("首次登录须改密码", default=False)
    is_active = models.BooleanField("启用", default=True)
    demo = models.BooleanField("演示账号", default=False)
    disabled_at = models.DateTimeField("停用时间", null=True, blank=True)
    disabled_reason = models.CharField("停用原因", max_length=200, blank=True)
    created = models.DateTimeField("开设时间", auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        constraints = [
            models.UniqueConstraint(fields=["id", "person"], name="account_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, as allauth and Django ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name."""
        return self.name
