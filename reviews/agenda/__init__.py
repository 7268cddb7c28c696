"""“Discuss at check-in”: asking for a review to be talked about by both functions."""
