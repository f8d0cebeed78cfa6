"""The ground as a Django app: it brings no page and no case, but says who may write which table."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from typing_extensions import override


class BaseConfig(AppConfig):
    """Grants the serving role its rights after every migration."""

    name = "shiyu.base"
    label = "base"
    verbose_name = "基础"

    @override
    def ready(self) -> None:
        from shiyu.base.rights import grant_rights  # noqa: PLC0415 -- models may be asked for only from here on

        post_migrate.connect(grant_rights, dispatch_uid="shiyu.base.rights")
