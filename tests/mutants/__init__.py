"""Planted faults: small changes that a careless hand could make, each with the tests that must fall for it.

`make mutants` plants them one by one in a throw-away copy and runs those tests; a fault that nobody notices fails the
command. tests/mutants/test_planted.py holds in every run of the tests that each of them can still be planted.
"""
