"""The first hour: what is left to set up, step by step, and whether a mail arrives."""
