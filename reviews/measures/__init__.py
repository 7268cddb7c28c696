"""How long things take and what comes of them, counted over the rows that carry the facts. Each figure is one function.

What is walled counts in no figure: a number of one would tell of it.
"""
