"""What the desk enters when the app is ready: hints, columns of the lists, the panel of like requests."""

from shiyu.citizen_requests.desk.columns import register_desk_columns
from shiyu.citizen_requests.desk.hints import enter_desk_hints
from shiyu.citizen_requests.desk.same_matter import may_be_same
from shiyu.web.panels import register_panel


def enter_desk() -> None:
    """Called once, when models are ready."""
    enter_desk_hints()
    register_desk_columns()
    register_panel("citizen_request", "citizen_requests/desk/may_be_same.html", may_be_same, order=15)
