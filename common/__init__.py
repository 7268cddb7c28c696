"""What every app uses: conditions, working time, paging, counting, locks, the log, refusals, template tags."""
