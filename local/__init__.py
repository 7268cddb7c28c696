"""What `make run` and `make test` need on one machine: virtual environment, local servers, processes.

Plain Python without Django. Never used in production (see docs/running.md).
"""
