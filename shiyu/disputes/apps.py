"""Disputes as an installed system: its procedure, its pages."""

from typing import ClassVar

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """矛盾纠纷多元化解."""

    name = "shiyu.disputes"
    label = "disputes"
    verbose_name = "矛盾纠纷多元化解 disputes"
    procedures: ClassVar[tuple[str, ...]] = ("shiyu.disputes.procedure.DISPUTE",)
