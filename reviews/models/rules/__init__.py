"""What admins set for every review: the rules of the split and of terms, their versions, target times, ladders."""
