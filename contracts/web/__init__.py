"""Pages of contracts: addresses, views, what is typed, and what they draw."""
