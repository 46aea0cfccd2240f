"""Where reviews speak of a topic, in which words, and on which side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qa.alignment import Span
from qa.answering.lookup import is_fragment
from qa.evaluation.drafting.kinds import Topic
from qa.evaluation.drafting.material import Material, ReadSentence
from qa.evaluation.drafting.stretches import SHORT, clauses_of, stretch_around
from qa.evaluation.drafting.topics import place_of
from qa.evaluation.reviews import ReviewText
from qa.reading.signs import (
    Side,
    has_plain_words,
    is_doubtful_praise,
    is_hedged,
    side_of,
    weight_of,
)
from qa.words import words

__all__ = ["Mention", "best_first", "mentions_of", "opinions_of", "reviews_of"]

ASSUMED_SCALES = (5.0, 10.0, 100.0)  # of ratings without one: the first that holds the best of the item
WORDED = 0.1  # opinion from which plain words about a topic are taken for one
WHOLE_OPINION = 0.4  # opinion from which a sentence about no topic in particular is taken for one
STORY_OPINION = 0.5  # the same where a plot is told as well
SURE_OPINION, SURE_POLARITY = 0.85, 0.75  # readings that need no plain words
FEW_WORDS = 9  # of a stretch that can hardly be about more than one thing
EARLY = 4  # words before the topic, within which a stretch begins by naming what it is about
STATEMENT_WORDS = 6  # of a sentence that can stand for a whole review

_COPULAS = frozenset(("is", "are", "was", "were", "looks", "feels", "sounds", "seems", "isn't", "wasn't"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a review on a topic: `review.text[start:end]`; `side` is None where they plainly take none.

    They are `about` the topic where they do not only name it in passing.
    """

    review_id: str
    start: int
    end: int
    quote: str
    side: Side | None
    about: bool = True
    opinion: float = 0.0
    clearness: float = 0.0


def mentions_of(topic: Topic, material: Material) -> list[Mention]:
    """Each sentence that names the topic, by the words of it that do."""
    ratings = rating_shares(material.reviews.values())
    found = []
    for sentence in material.sentences:
        place = place_of(topic, sentence.text)
        if place is not None:
            found.append(_mention(sentence, place, ratings.get(sentence.review_id), topic.common))
    return _in_english(found, material)


def opinions_of(material: Material, *, of_story: bool = False) -> list[Mention]:
    """Each sentence that plainly takes a side and can stand by itself, whole.

    Where a story is told, what reads as blame may be plot, so that only plain words count.
    """
    ratings = rating_shares(material.reviews.values())
    least = STORY_OPINION if of_story else WHOLE_OPINION
    found = []
    for sentence in material.sentences:
        if sentence.opinion >= least and _can_stand(sentence.text):
            rating = ratings.get(sentence.review_id)
            mention = _read(sentence, Span(0, len(sentence.text)), None if of_story else rating)
            doubtful = mention.side == "positive" and is_doubtful_praise(sentence.polarity, rating)
            if mention.side is not None and not doubtful:
                found.append(mention)
    return [one for one in _in_english(found, material) if one.side is not None]


def _in_english(mentions: list[Mention], material: Material) -> list[Mention]:
    """The mentions; those in another language, of which the plain words are not known, take no side."""
    other = {
        key for key, review in material.reviews.items() if not (review.language or "en").startswith("en")
    }
    return [replace(one, side=None, clearness=0.0) if one.review_id in other else one for one in mentions]


def best_first(mentions: Iterable[Mention]) -> list[Mention]:
    """The clearest of each review before a second of any, in a fixed order."""
    ranked = sorted(mentions, key=lambda one: (-one.clearness, one.review_id, one.start))
    seen: dict[str, int] = {}
    turns = []
    for mention in ranked:
        seen[mention.review_id] = seen.get(mention.review_id, -1) + 1
        turns.append((seen[mention.review_id], mention))
    return [mention for _, mention in sorted(turns, key=lambda pair: pair[0])]


def reviews_of(mentions: Iterable[Mention]) -> set[str]:
    """The reviews that mentions stand in."""
    return {mention.review_id for mention in mentions}


def rating_shares(reviews: Iterable[ReviewText]) -> Mapping[str, float]:
    """Ratings as shares of their scale, 0..1, by review."""
    rated = {review.id: review for review in reviews if review.rating is not None}
    best = max((review.rating or 0.0 for review in rated.values()), default=0.0)
    assumed = next((scale for scale in ASSUMED_SCALES if best <= scale), None)
    scales = {key: review.rating_scale or assumed for key, review in rated.items()}
    return {key: (rated[key].rating or 0.0) / scale for key, scale in scales.items() if scale}


def _mention(sentence: ReadSentence, place: int, rating: float | None, common: bool) -> Mention:
    """The whole sentence where it is short and of one mind, else the clause around `place`.

    The first of these that is about the topic and takes a side, else the first.
    """
    text, clause = sentence.text, stretch_around(sentence.text, place)
    spans = [clause, stretch_around(text, place, fine=True)]
    if len(text) <= SHORT and _is_of_one_mind(text):
        spans.insert(0, Span(0, len(text)))
    made = [
        replace(
            _read(sentence, span, rating, place), about=_is_about(text, clause if common else span, place)
        )
        for span in spans
    ]
    return next((one for one in made if one.about and one.side is not None), made[0])


def _is_of_one_mind(text: str) -> bool:
    """Whether no clause of a sentence takes another side than the rest."""
    weights = [weight_of(text[slice(*clause)]) for clause in clauses_of(text)]
    sides = {weight > 0 for weight in weights if weight}
    return len(sides) < 2 and (weight_of(text) != 0 or not sides)


def _is_about(text: str, clause: Span, place: int) -> bool:
    """Whether a clause begins by naming the topic, says what it is, or says little else."""
    before = words(text[clause.start : place])
    after = words(text[place : clause.end])
    said = not _COPULAS.isdisjoint([*before[-2:], *after[1:4]])
    return len(before) <= EARLY or said or len(before) + len(after) <= FEW_WORDS


def _can_stand(text: str) -> bool:
    return not is_fragment(text) and len(words(text)) >= STATEMENT_WORDS and text.rstrip()[-1:].isascii()


def _read(sentence: ReadSentence, span: Span, rating: float | None, place: int | None = None) -> Mention:
    quote = sentence.text[slice(*span)]
    side = None
    if sentence.opinion >= WORDED and not is_hedged(sentence.text):
        side = side_of(quote, sentence.polarity, rating) or (_surely(sentence) if place is not None else None)
    agreement = sentence.polarity if side == "positive" else -sentence.polarity
    return Mention(
        review_id=sentence.review_id,
        start=sentence.start + span.start,
        end=sentence.start + span.end,
        quote=quote,
        side=side,
        opinion=sentence.opinion,
        clearness=0.0 if side is None else sentence.opinion + agreement + min(2, abs(weight_of(quote))),
    )


def _surely(sentence: ReadSentence) -> Side | None:
    """The side of a short sentence whose readings leave no doubt, although no plain word stands in it."""
    sure = sentence.opinion >= SURE_OPINION and abs(sentence.polarity) >= SURE_POLARITY
    if not sure or has_plain_words(sentence.text) or len(words(sentence.text)) > FEW_WORDS:
        return None
    return "positive" if sentence.polarity > 0 else "negative"
