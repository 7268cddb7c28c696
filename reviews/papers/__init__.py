"""Documents on a review: passages, proposals, readings, versions."""
