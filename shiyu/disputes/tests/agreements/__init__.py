"""Tests of agreements and the dossier."""
