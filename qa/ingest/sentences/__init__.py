"""Where sentences begin and end."""

from qa.ingest.sentences.runons import MAX_SENTENCE_CHARS
from qa.ingest.sentences.splitter import split_sentences

__all__ = ["MAX_SENTENCE_CHARS", "split_sentences"]
