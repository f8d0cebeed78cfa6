"""Addresses of disputes, joined from its parts."""

from shiyu.disputes.agreements.urls import urlpatterns as of_agreements

urlpatterns = [*of_agreements]
