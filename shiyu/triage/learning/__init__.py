"""Learning a category from texts whose category is known: `training.py` makes a model, `measuring.py` measures it.

`model.py` answers with numpy alone, so that serving starts as quickly as without it.
"""
