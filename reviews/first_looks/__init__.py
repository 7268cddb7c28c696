"""First looks: procurement and legal look at what may come the same minute, and say what could make it slow or dear."""
