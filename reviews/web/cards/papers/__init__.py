"""Cards about the vendor's papers: documents, what was read in them, passages, points to look at."""
