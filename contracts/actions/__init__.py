"""What people can do with documents and contracts."""
