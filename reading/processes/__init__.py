"""Files are worked on in processes that are thrown away: `sandbox` asks, `parents` keeps the one that forks them."""
