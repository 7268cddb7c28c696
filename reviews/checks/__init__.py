"""The vendor's papers held against our positions: what they say, which of them speaks on a term, and the verdict."""
