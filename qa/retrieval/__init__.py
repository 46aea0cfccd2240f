"""Finding the sentences that bear on a question."""
