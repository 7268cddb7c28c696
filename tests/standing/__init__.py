"""A Duet that runs, people on its pages, and one part after the other taken away: it stands, and goes on by itself."""
