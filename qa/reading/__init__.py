"""What a question asks for, and what a sentence says."""
