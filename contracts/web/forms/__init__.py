"""What people type about contracts. The forms check; the actions decide and write."""
