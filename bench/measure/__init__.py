"""What a request costs, on filled databases of several sizes at once: `make bench` (docs/performance.md)."""
