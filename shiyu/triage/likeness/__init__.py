"""Whether two requests are one matter: by their words, their place and their time.

`texts.py` takes a request apart, `features.py` compares two, `model.py` weighs the comparison, `learning.py` fits the
weights; `deciding.py` keeps what clerks said of a pair.
"""
