"""Answers written by a language model: evidence in, claims out, each held to the record."""
