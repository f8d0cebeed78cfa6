"""Tests that cut across folders, and what every test stands on."""
