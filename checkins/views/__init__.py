"""The pages of check-ins: series, a meeting and its agenda, what waits without a meeting."""
