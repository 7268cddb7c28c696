"""A believable company for `make run`: people, vendors, and some thirty requests over the past months.

Nothing is written as rows: every story calls the real actions while the clock is moved (`clock.play`), so that the
log, the waits, the reminders and the notices are what they would have been.
"""
