"""How an agenda writes itself: one module for each source. A new source is a module here, and a line in `SOURCES`."""
