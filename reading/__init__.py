"""Reading documents: PDF, Word and plain text to text with positions, clauses and key facts. Needs no Django."""
