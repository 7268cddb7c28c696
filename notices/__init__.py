"""What people are told: the bell, the mails, the channels of desks."""
