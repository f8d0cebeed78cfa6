"""Persons, the accounts they log in with, and which post an account held when."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from typing_extensions import override

from shiyu.base import clock
from shiyu.city.models.dated import Dated, one_at_a_time
from shiyu.city.models.units import Post


class Person(models.Model):
    """Somebody who works for the city: as little as naming and reaching him at work needs."""

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音排序", max_length=120, blank=True)
    office_phone = models.CharField("办公电话", max_length=32, blank=True)
    demo = models.BooleanField("演示数据", default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pinyin"], name="city_person_pinyin")]

    @override
    def __str__(self) -> str:
        return self.name


class AccountKind(models.TextChoices):
    """Who stands behind a login."""

    PERSON = "person", "工作人员"
    CLIENT = "client", "接口客户端"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an account without password can only be used by token."""

    use_in_migrations = True

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account, its password hashed."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """An account that may edit the reference data in the admin; it holds no post by that."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """A login. It may do nothing by itself: what it may do comes from the posts it holds (`Tenure`)."""

    username = models.CharField("登录名", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=8, choices=AccountKind.choices, default=AccountKind.PERSON)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField("启用", default=True)
    is_staff = models.BooleanField("可维护基础数据", default=False)
    must_change_password = models.BooleanField("须修改密码", default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    failed_logins = models.PositiveSmallIntegerField("连续失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="city_account_client_is_no_person",
                condition=~models.Q(kind=AccountKind.CLIENT, person__isnull=False),
            )
        ]

    @override
    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        """The person's name, or the login's where no person stands behind it."""
        return self.person.name if self.person else self.username

    def is_locked(self, *, at: datetime) -> bool:
        """Whether too many wrong passwords keep the account closed at the moment `at`."""
        return self.locked_until is not None and at < self.locked_until


class FormerPassword(models.Model):
    """The hash of a password given up, so that it is not taken again soon (等保 2.0: 口令复杂度并定期更换)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="former_passwords")
    hashed = models.CharField(max_length=128)
    given_up_at = models.DateTimeField(default=clock.now)

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.given_up_at:%Y-%m-%d}"


class ApiToken(models.Model):
    """A random token of an account; only its hash is stored, so it is shown once and never again."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField("用途", max_length=80)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return self.label


class TenureKind(models.TextChoices):
    """How a post is held."""

    REGULAR = "regular", "任职"
    ACTING = "acting", "代理"


class Tenure(Dated):
    """An account holds a post for a span of days; the same account never twice the same post at once."""

    key_fields: ClassVar[tuple[str, ...]] = ("account", "post")

    account = models.ForeignKey(Account, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    kind = models.CharField("任职方式", max_length=8, choices=TenureKind.choices, default=TenureKind.REGULAR)

    class Meta:
        constraints: ClassVar = [one_at_a_time("tenure", "account", "post")]

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.post}"
