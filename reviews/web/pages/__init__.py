"""Whole pages, put together from cards."""
