"""Walls: a review that exists for named people only, and outside counsel who sees one review until a day."""
