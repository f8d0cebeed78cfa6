"""Logging in: staff by django-allauth, residents by a code, and what a session may last."""
