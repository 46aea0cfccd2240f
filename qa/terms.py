"""The words of a question that full-text search looks for."""

from __future__ import annotations

from qa.words import word_set, words

__all__ = ["query_terms"]


# Words that say nothing of what a sentence is about. "Movie", "hotel" and "quality" stay: reviews that answer
# "How is the hotel?" say "hotel".
_STOP_WORDS = word_set(
    """a an the and or but if of at by for with about into to from in on off over under is are was were be
    been being am do does did doing have has had having can could will would shall should may might must
    what which who whom whose when where why how this that these those i you he she it we they me him
    her us them my your his its our their there here as so than too very just not no any some many much
    more most isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't
    won't wouldn't shouldn't i'm i've i'd i'll you're you've it's that's what's who's how's where's
    there's they're we're s t d m ll re ve"""
)


def query_terms(question: str) -> tuple[str, ...]:
    """The words of `question` that name something, case-folded, each once, in order; there may be none."""
    return tuple(word for word in dict.fromkeys(words(question)) if word not in _STOP_WORDS)
