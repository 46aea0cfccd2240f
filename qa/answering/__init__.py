"""From evidence to claims, each held to its quote."""
