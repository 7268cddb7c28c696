"""The joint meetings of procurement and legal."""
