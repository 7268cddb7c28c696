"""What procurement and legal have brought about: noted, suggested by decided terms, checked by finance."""
