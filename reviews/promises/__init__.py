"""What a requester is told of days to come: promised only where enough similar requests have finished, and kept."""
