"""The key facts of a contract, each with the passage that says it: `reading.facts.finding.find(document)`."""
