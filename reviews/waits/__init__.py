"""Somebody must act: who, since when, until when, and what stands still."""
