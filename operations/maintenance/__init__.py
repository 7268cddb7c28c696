"""Looking after Duet: a sentence on every page, and times in which nothing is changed."""
