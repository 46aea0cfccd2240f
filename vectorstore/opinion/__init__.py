"""What sentences say, read by the bundled encoder with an adapter merged into it."""

from vectorstore.opinion.reader import EncoderReader, open_opinion_reader

__all__ = ["EncoderReader", "open_opinion_reader"]
