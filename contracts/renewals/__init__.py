"""When a term comes to its end: what is opened for it, and who is reminded. Deciding: contracts.actions.renewals."""
