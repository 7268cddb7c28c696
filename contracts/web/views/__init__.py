"""The pages of contracts: the list, one contract, and what is typed about it."""
