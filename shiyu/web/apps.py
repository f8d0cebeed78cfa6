"""The web folder as a Django app."""

from django.apps import AppConfig
from typing_extensions import override


class WebConfig(AppConfig):
    """Doors that decide nothing."""

    name = "shiyu.web"
    label = "web"
    verbose_name = "网页与接口"
    deletable = ("Tries", "Kept", "Draft", "Spent", "PhoneCode", "SavedView", "HintsSeen", "OwnPhrase", "Task")

    @override
    def ready(self) -> None:
        """Enters the ways of every officer into the menu; a session is noted from the first login on."""
        from shiyu.web.background.batches import BATCH  # noqa: PLC0415 -- batches and exports ask models, ready now
        from shiyu.web.background.exports import EXPORT  # noqa: PLC0415 -- the same
        from shiyu.web.background.kinds import enter_kind  # noqa: PLC0415 -- the same
        from shiyu.web.engine_facts import say_engine_facts  # noqa: PLC0415 -- the engine's models are ready now
        from shiyu.web.login import sitting  # noqa: F401, PLC0415 -- joins itself to the signal of a login
        from shiyu.web.ways import enter_ways  # noqa: PLC0415 -- counting messages asks models, ready now

        enter_ways()
        enter_kind(EXPORT)
        enter_kind(BATCH)
        say_engine_facts()
