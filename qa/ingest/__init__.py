"""Review text in: loading, cleaning, sentences, chunks."""
