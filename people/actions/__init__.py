"""What admins do with people, seats and desks: one file per noun. Who may stands in people/policies.py."""
