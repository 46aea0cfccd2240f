"""Everything a user touches: HTTP, the command line, settings."""
