"""What people type on the pages of reviews. The forms check; actions decide and write."""
