"""What migrations are made of besides Django's own operations."""
