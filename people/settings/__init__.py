"""The settings pages of people, seats and desks: for admins, one file per noun."""
