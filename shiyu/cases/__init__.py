"""The engine: case, party, procedure, move, assignment, clock, history, answer, notice. It knows no page and no system.

Read `procedure.py` first (what a procedure is), then `door.py` (the only way to change a case), then `gate.py` (the
only way to see one).
"""
