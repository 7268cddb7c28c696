"""While somebody looks after Duet: what every page shows, what is not done meanwhile, and how one is told."""
