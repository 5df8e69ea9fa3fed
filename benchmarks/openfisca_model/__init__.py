"""The shared benefits as an OpenFisca country package, written by hand from the law.

Read next: declaring.py (how a variable is declared), inputs.py (facts), then household.py,
income.py, minimum_living.py and onwards; simulation.py runs it on arrays.
"""
