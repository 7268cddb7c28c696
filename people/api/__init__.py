"""People, seats, desks and what waits for a second admin as JSON: one file per noun."""
