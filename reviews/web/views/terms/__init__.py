"""Doors to terms and what is decided on a review."""
