"""A company that has worked with Duet for three years, at a size that is named: `make fill SIZE=100k`.

Rows are made in bulk, the same ones for the same size, apart from the day from which they are counted back. All
constraints hold, and every table that grows with use has rows. What people would notice: the files of documents are
not there (their text is), and the log has the lines that there are most of, not every one. docs/performance.md says how
to use it for trying things out.
"""
