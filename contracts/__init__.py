"""Contracts and their documents: versions, readings, comparisons."""
