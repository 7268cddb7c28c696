"""What nobody could do: found, told, and given a way out."""
