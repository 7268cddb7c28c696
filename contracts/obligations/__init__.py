"""What is owed under contracts: when it is due, and who is reminded. What people do: actions/obligations.py."""
