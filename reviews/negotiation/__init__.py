"""What goes to the vendor, and what comes back."""
