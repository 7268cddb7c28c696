"""Our positions, and terms held against them."""
