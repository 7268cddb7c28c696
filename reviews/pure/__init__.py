"""Tables and calculations of reviews. No database, no models."""
