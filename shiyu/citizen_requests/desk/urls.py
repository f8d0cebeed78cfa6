"""Addresses of the officers' pages."""

from django.urls import path

from shiyu.citizen_requests.desk import (
    agent,
    approvals,
    behind,
    callbacks,
    dispatch,
    events,
    imports,
    knowledge,
    knowledge_doubts,
    overview,
    quality,
    same_matter,
    tipoffs,
)

urlpatterns = [
    path("agent", agent.agent, name="agent"),
    path("agent/caller", agent.caller, name="agent_caller"),
    path("agent/similar", agent.similar, name="agent_similar"),
    path("enterprise", agent.enterprise, name="enterprise"),
    path("dispatch", dispatch.dispatch, name="dispatch"),
    path("dispatch/merge", same_matter.merge, name="dispatch_merge"),
    path("dispatch/different", same_matter.different, name="dispatch_different"),
    path("dispatch/<str:number>/similar", same_matter.look_alike, name="dispatch_similar"),
    path("events", events.events, name="events"),
    path("events/<str:number>", events.event, name="event"),
    path("overview", overview.overview, name="overview"),
    path("overview/wall", overview.wall, name="overview_wall"),
    path("overview/behind", behind.behind, name="overview_behind"),
    path("quality", quality.routing_quality, name="routing_quality"),
    path("approvals", approvals.LIST.page, name="approvals"),
    path("exclusions", approvals.exclusions, name="exclusions"),
    path("callbacks", callbacks.QUEUE.page, name="callbacks"),
    path("callbacks/<str:number>", callbacks.callback, name="callback"),
    path("requests/import", imports.imports, name="imports"),
    path("knowledge", knowledge.knowledge, name="knowledge"),
    path("knowledge/new", knowledge.new, name="knowledge_new"),
    path("knowledge/doubts", knowledge_doubts.doubts, name="knowledge_doubts"),
    path("knowledge/<int:number>/confirm", knowledge_doubts.holds, name="knowledge_holds"),
    path("knowledge/<int:number>", knowledge.answer, name="knowledge_answer"),
    path("knowledge/<int:number>/revise", knowledge.revision, name="knowledge_revise"),
    path("tipoffs", tipoffs.tipoffs, name="tipoffs"),
]
