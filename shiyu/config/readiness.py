"""Whether a city stands in the database."""

from django.apps import apps


def city_is_loaded() -> bool:
    """True when `shiyu city load` has written an edition of a pack."""
    return bool(apps.is_installed("shiyu.city") and apps.get_model("city", "Edition")._default_manager.exists())
