"""Who and where: the folder as an installed part of the platform."""

from typing import ClassVar

from django.apps import AppConfig


class CityConfig(AppConfig):
    """City pack, divisions, units, posts, people over time and working days. Nothing of it is ever deleted."""

    name = "shiyu.city"
    label = "city"
    verbose_name = "城市底座"
    default_auto_field = "django.db.models.BigAutoField"
    deletable: ClassVar[tuple[str, ...]] = ("FormerPassword",)
    append_only: ClassVar[tuple[str, ...]] = ("Edition",)
