"""What is measured on each data set, put together: read, ranked, and set beside what is known."""

from qa.evaluation.datasets.reports.by_name import DATASETS, report_on

__all__ = ["DATASETS", "report_on"]
