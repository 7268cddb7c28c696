"""The pipeline: what is coming, from several sources, by the day on which it is to start; and what desks can take."""
