"""Understanding text for the systems: which unit a matter belongs to, and why, or that a person must look.

`seam.py` says what any understanding must answer; `routing.py` and `classifying.py` answer by rules of the city pack;
`learning/` makes a model of closed cases, and `serving/` has it answer in their place.
"""
