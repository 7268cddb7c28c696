"""What people do with check-ins: series, their meetings, what is talked about."""
