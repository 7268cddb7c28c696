"""From stage to stage, and telling those concerned: what every other room stands on."""
