"""Addresses of disputes."""

from shiyu.disputes.desk.urls_centre import urlpatterns as centre_patterns

urlpatterns = [*centre_patterns]
