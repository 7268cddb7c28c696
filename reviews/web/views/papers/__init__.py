"""Doors to documents."""
