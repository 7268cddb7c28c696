"""Tokens for the API at the doors: who asks with one, a person's own page of them, and the admins' page."""
