"""The ways of the hotline's officers in the menu."""

from shiyu.base.words import Words
from shiyu.citizen_requests.desk.roles import (
    AGENTS,
    CALLERS_BACK,
    DECIDERS,
    DISPATCHERS,
    ENTERPRISE_DESK,
    EVENT_OFFICERS,
    IMPORTERS,
    OVERSEERS,
    READERS,
    SUPERVISORS,
    TIPOFF_KEEPERS,
)
from shiyu.web.menu import Way

WAYS = (
    Way(name="agent", label=Words("接听受理", "Take a call"), order=5, roles=AGENTS, first_for=AGENTS),
    Way(
        name="enterprise",
        label=Words("民企直通车", "Enterprises"),
        order=5,
        roles=ENTERPRISE_DESK,
        first_for=ENTERPRISE_DESK,
    ),
    Way(
        name="dispatch",
        label=Words("派单", "Dispatch"),
        order=6,
        roles=DISPATCHERS | ENTERPRISE_DESK,
        first_for=DISPATCHERS,
    ),
    Way(name="events", label=Words("群体性事件", "Mass events"), order=8, roles=EVENT_OFFICERS),
    Way(name="topics", label=Words("热点话题", "Rising topics"), order=8, roles=EVENT_OFFICERS),
    Way(
        name="overview",
        label=Words("督办总览", "Overview"),
        order=4,
        roles=OVERSEERS | DISPATCHERS,
        first_for=OVERSEERS,
    ),
    Way(
        name="routing_quality",
        label=Words("研判质量", "Routing quality"),
        order=45,
        roles=OVERSEERS | DISPATCHERS,
        rare=True,
    ),
    Way(name="approvals", label=Words("延期缓办审批", "Approvals"), order=7, roles=SUPERVISORS),
    Way(name="exclusions", label=Words("剔除复核", "Exclusions"), order=9, roles=DECIDERS),
    Way(name="callbacks", label=Words("回访", "Call back"), order=6, roles=CALLERS_BACK, first_for=CALLERS_BACK),
    Way(name="imports", label=Words("导入诉求", "Import"), order=70, roles=IMPORTERS, rare=True),
    Way(name="knowledge", label=Words("知识库", "Answers"), order=25, roles=READERS, rare=True),
    Way(name="tipoffs", label=Words("举报人身份", "Tip-offs"), order=6, roles=TIPOFF_KEEPERS, first_for=TIPOFF_KEEPERS),
)
