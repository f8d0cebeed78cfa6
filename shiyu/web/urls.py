"""Addresses of the pages for people."""

from django.urls import path
from django.views.i18n import set_language

from shiyu.web.background.pages import result, stop_task, task, tasks
from shiyu.web.casework.contact import case_contact
from shiyu.web.casework.files import case_file
from shiyu.web.casework.making import case_move, open_case
from shiyu.web.casework.page import case
from shiyu.web.drafts import draft_discard, draft_save
from shiyu.web.hints import put_away
from shiyu.web.login.urls import urlpatterns as login_patterns
from shiyu.web.maps.areas import areas
from shiyu.web.messages_page import messages
from shiyu.web.outbox_page import outbox
from shiyu.web.pages import home, procedures
from shiyu.web.settings_of_reader import size
from shiyu.web.styleguide.page import styleguide
from shiyu.web.team.urls import urlpatterns as team_patterns
from shiyu.web.unit_page import unit
from shiyu.web.work.urls import urlpatterns as work_patterns

urlpatterns = [
    path("", home, name="home"),
    path("procedures", procedures, name="procedures"),
    *work_patterns,  # before the page of a case: `batch` and `export` are no numbers
    path("cases/<str:number>", case, name="case"),
    path("cases/<str:number>/moves/<str:move>", case_move, name="case_move"),
    path("cases/<str:number>/parties/<int:party>/contact", case_contact, name="case_contact"),
    path("cases/<str:number>/files/<uuid:reference>", case_file, name="case_file"),
    path("open/<str:procedure>/<str:move>", open_case, name="open_case"),
    path("drafts", draft_save, name="draft_save"),
    path("drafts/discard", draft_discard, name="draft_discard"),
    path("messages", messages, name="messages"),
    path("tasks", tasks, name="tasks"),
    path("tasks/<uuid:reference>", task, name="task"),
    path("tasks/<uuid:reference>/file", result, name="task_file"),
    path("tasks/<uuid:reference>/stop", stop_task, name="task_stop"),
    path("outbox", outbox, name="outbox"),
    path("units/<str:code>", unit, name="unit"),
    path("map/areas", areas, name="map_areas"),
    path("hints", put_away, name="hints"),
    path("styleguide", styleguide, name="styleguide"),
    path("language", set_language, name="language"),
    path("size", size, name="size"),
    *team_patterns,
    *login_patterns,
]
