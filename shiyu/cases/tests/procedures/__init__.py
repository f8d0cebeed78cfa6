"""Procedures that exist for tests alone: they prove the engine is general before any system depends on it."""

from shiyu.cases.tests.procedures.confidential import CONFIDENTIAL
from shiyu.cases.tests.procedures.formal import FORMAL
from shiyu.cases.tests.procedures.promise import PROMISE
from shiyu.cases.tests.procedures.small import SMALL
from shiyu.cases.tests.procedures.workshop import WORKSHOP

TEST_PROCEDURES = (CONFIDENTIAL, FORMAL, PROMISE, SMALL, WORKSHOP)

__all__ = ["CONFIDENTIAL", "FORMAL", "PROMISE", "SMALL", "TEST_PROCEDURES", "WORKSHOP"]
