"""Doors to queues, waits and reviews."""
