"""A run as one HTML file that needs nothing else: what the system got wrong, case by case."""

from qa.evaluation.report.matrix import render_matrix
from qa.evaluation.report.page import render_report

__all__ = ["render_matrix", "render_report"]
