"""Evaluating answers: cases, metrics, runs and reports. Nothing here needs a network or a judge."""
