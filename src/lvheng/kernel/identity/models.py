"""People who sign in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Accounts(BaseUserManager["Account"]):
    def create_user(self, login: str, password: str | None = None, **values: Any) -> Account:
        account = self.model(login=login, **values)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Who signs in. What somebody may see and do comes from the posts of the person, never from the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=60)
    person = models.UUIDField("本人", null=True, blank=True)
    is_active = models.BooleanField("可登录", default=True)
    demonstration = models.BooleanField("演示身份", default=False)
    mail = models.EmailField("通知发到", blank=True)  # given by whoever wants notices by mail; '' for no mail
    order = models.SmallIntegerField(default=0)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = Accounts()

    class Meta:
        db_table = "kernel_account"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
