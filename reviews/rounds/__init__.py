"""A round of the desks: opening, routing anew, and reaching alignment."""
