"""Somebody is away: what becomes of what they hold."""
