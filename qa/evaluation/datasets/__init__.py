"""Review question answering data sets that users supply, ranked by fair protocols beside what is published.

Nothing of the data sets comes with the project: each is read from files that the user has.
"""

from qa.evaluation.datasets.rankers import RANKERS, Ranker, RankerName, ranker_named
from qa.evaluation.datasets.reports import DATASETS, report_on
from qa.evaluation.datasets.results import DatasetReport, ResultRow, ResultTable

__all__ = [
    "DATASETS",
    "RANKERS",
    "DatasetReport",
    "Ranker",
    "RankerName",
    "ResultRow",
    "ResultTable",
    "ranker_named",
    "report_on",
]
