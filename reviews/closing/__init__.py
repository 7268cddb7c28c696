"""How a review ends: signature, a decision note that says no, withdrawal."""
