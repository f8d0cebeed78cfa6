"""Addresses of the resident's portal."""

from django.urls import path

from shiyu.citizen_requests.portal import mine, moving, public_list, public_map, report
from shiyu.citizen_requests.portal.receipt import receipt, receipt_text

urlpatterns = [
    path("report", report.say, name="report"),
    path("report/hints", report.hints, name="report_hints"),
    path("report/place", report.place, name="report_place"),
    path("report/contact", report.contact, name="report_contact"),
    path("report/receipt/<slug:number>", receipt, name="report_receipt"),
    path("report/receipt/<slug:number>/text", receipt_text, name="report_receipt_text"),
    path("my/cases", mine.my_cases, name="my_cases"),
    path("my/cases/<slug:number>", mine.my_case, name="my_case"),
    path("my/cases/<slug:number>/looks", mine.looks, name="my_case_looks"),
    path("my/cases/<slug:number>/files/<uuid:reference>", mine.file, name="my_case_file"),
    path("my/cases/<slug:number>/moves/<slug:move>", moving.move_mine, name="my_case_move"),
    path("public", public_list.public_list, name="public"),
    path("public/map", public_map.public_map, name="public_map"),  # before a request: `map` is no number
    path("public/map/cells", public_map.public_map_cells, name="public_map_cells"),
    path("public/<slug:number>", public_list.public_case, name="public_case"),
]
