"""The learned models in the life of a city: examples, training, versions, and answering by the one that is active.

`examples.py` is where systems offer what they know; `training.py` makes a version and says whether it won;
`versions.py` says which one answers; `held.py` keeps it in a process; `answers.py` says it in words, or lets the rules.
"""
