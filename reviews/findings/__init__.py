"""Issues and risk findings of a review."""
