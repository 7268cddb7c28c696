"""Views of the queue that people keep and share."""
