"""Functions see a term differently: raising, talking and settling it."""
