"""What keeps pages standing when something outside is away, or sends what nobody could read."""
