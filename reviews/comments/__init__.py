"""What is said on a review, to whom, and who may read it."""
