"""One page or button each."""
