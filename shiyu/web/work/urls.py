"""Addresses of everyday work."""

from django.urls import path

from shiyu.web.lists.saved_page import views
from shiyu.web.work.all_cases import ALL_CASES
from shiyu.web.work.batch import batch
from shiyu.web.work.export import export
from shiyu.web.work.my_work import MY_WORK

urlpatterns = [
    path("work", MY_WORK.page, name="work"),
    path("cases", ALL_CASES.page, name="cases"),
    path("cases/batch", batch, name="case_batch"),
    path("views", views, name="views"),
    path("cases/export", export, name="case_export"),
]
