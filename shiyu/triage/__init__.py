"""Understanding text for the systems: which unit a matter belongs to, and why, or that a person must look.

`seam.py` says what any understanding must answer; `routing.py` is the first version, by rules of the duty list.
"""
