"""The log as a page: who changed what, to look through, to filter and to take along."""
