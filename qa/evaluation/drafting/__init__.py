"""Evaluation cases proposed from the reviews themselves, for a person to accept or refuse."""
