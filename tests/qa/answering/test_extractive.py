"""Drafted answers of the embedded engine."""

from collections.abc import Callable
from dataclasses import replace

from qa.answering.candidates import Candidate
from qa.answering.extractive import MAX_QUOTE_CHARS, draft_answer
from qa.answering.quotes import verify
from qa.models import Coverage, Question, Review

Make = Callable[..., Candidate]
ONE = Coverage(reviews_in_scope=1, reviewers=1, mentioning=1, positive=1, negative=1)
MANY = Coverage(reviews_in_scope=4, reviewers=4, mentioning=3, positive=1, negative=2)


def _question(stance: str = "either", kind: str = "opinion", **more: object) -> Question:
    return Question(text="What?", kind=kind, stance=stance, **more)  # type: ignore[arg-type]


def _texts(drafted: object) -> list[str]:
    return [draft.quotes[0].text for draft in drafted.drafts]  # type: ignore[attr-defined]


def test_the_best_sentence_comes_first_as_a_quote_at_its_place(
    candidate: Make, review: Callable[..., Review]
):
    home = review("It opens well. The end is far too tidy.")
    best = candidate("The end is far too tidy.", within=home, polarity=-0.8)

    drafted = draft_answer(_question("negative"), [best], ONE)

    (quote,) = drafted.drafts[0].quotes
    assert drafted.answered
    assert drafted.lead == "What the review finds fault with:"
    assert (quote.text, quote.start, quote.stance) == ("The end is far too tidy.", 15, "negative")
    assert drafted.drafts[0].text == "\u201cThe end is far too tidy.\u201d"


def test_every_draft_passes_the_gate(candidate: Make):
    found = [
        candidate(text, review_id=text[:3], score=0.7)
        for text in (
            'He said "never" twice.',
            "An \u201cinner\u201d light [2].",
            "Odd: \u201cunclosed, then gone.",
        )
    ]

    drafted = draft_answer(_question(), found, MANY)
    verified = verify(drafted.lead, drafted.drafts, {one.hit.review.id: one.hit.review for one in found})

    assert (len(verified.claims), verified.dropped) == (3, 0)


def test_sentences_far_below_the_best_are_left_out(candidate: Make, review: Callable[..., Review]):
    home = review("It drags badly. It rained. It bores everyone.")
    found = [
        candidate("It drags badly.", within=home, score=0.8),
        candidate("It bores everyone.", within=home, score=0.7),
        candidate("It rained.", within=home, score=0.3),
    ]

    assert _texts(draft_answer(_question(), found, ONE)) == ["It drags badly.", "It bores everyone."]


def test_what_speaks_clearly_for_the_other_side_is_left_out(candidate: Make, review: Callable[..., Review]):
    home = review("It drags badly. A joy from end to end.")
    found = [
        candidate("A joy from end to end.", within=home, polarity=0.9),
        candidate("It drags badly.", within=home, polarity=-0.9),
    ]

    assert _texts(draft_answer(_question("negative"), found, ONE)) == ["It drags badly."]


def test_a_count_quotes_only_what_it_counts(candidate: Make):
    question = _question("negative", kind="count", aspect="the ending", terms=("ending",))
    found = [
        candidate("The film is bad.", review_id="r1", polarity=-0.9),
        candidate("The ending is there.", review_id="r2"),
        candidate("The ending is bad.", review_id="r3", polarity=-0.9, score=0.3),
    ]

    drafted = draft_answer(question, found, MANY)

    assert _texts(drafted) == ["The ending is bad."]
    assert drafted.lead == "Two of three reviewers who mention the ending find fault:"


def test_a_count_of_nought_is_no_answer_and_says_so(candidate: Make):
    question = _question("positive", kind="count", aspect="the ending", terms=("ending",))
    counts = Coverage(reviews_in_scope=4, reviewers=4, mentioning=2, positive=0, negative=2)

    drafted = draft_answer(question, [candidate("The ending is there.")], counts)

    assert (drafted.answered, drafted.drafts) == (False, ())
    assert drafted.lead == "None of two reviewers who mention the ending gives praise."


def test_a_fragment_is_quoted_only_for_want_of_better(candidate: Make, review: Callable[..., Review]):
    home = review("Very well. It drags on for ever.")
    fragment = candidate("Very well.", within=home)
    whole = candidate("It drags on for ever.", within=home, score=0.55)

    assert _texts(draft_answer(_question(), [fragment, whole], ONE)) == ["It drags on for ever."]
    assert _texts(draft_answer(_question(), [fragment], ONE)) == ["Very well."]


def test_a_question_in_another_language_gets_a_short_answer(candidate: Make):
    found = [
        candidate(f"Only {name} glows.", review_id=name, polarity=0.9) for name in ("amber", "birch", "cedar")
    ]
    assert len(draft_answer(_question("positive"), found, MANY).drafts) == 3
    assert len(draft_answer(_question("positive", foreign=True), found, MANY).drafts) == 2


def test_sentences_that_say_the_same_are_said_once(candidate: Make, review: Callable[..., Review]):
    home = review(
        "The end is too tidy for words. The end is too tidy. Nobody ever wakes. No one then awakens."
    )
    found = [
        candidate("The end is too tidy for words.", within=home),
        candidate("The end is too tidy.", within=home),
        candidate("Nobody ever wakes.", within=home, vector=(1.0, 0.0)),
        candidate("No one then awakens.", within=home, vector=(0.95, 0.31)),
    ]

    assert _texts(draft_answer(_question(), found, ONE)) == [
        "The end is too tidy for words.",
        "Nobody ever wakes.",
    ]


def test_of_several_reviews_each_has_one_voice(candidate: Make, review: Callable[..., Review]):
    home = review("It drags badly. It bores everyone.", "r1")
    found = [
        candidate("It drags badly.", within=home),
        candidate("It bores everyone.", within=home),
        candidate("I fell asleep.", review_id="r2"),
    ]

    assert _texts(draft_answer(_question(), found, MANY)) == ["It drags badly.", "I fell asleep."]


def test_no_more_quotes_than_asked_for(candidate: Make):
    names = ("amber", "birch", "cedar", "dunes", "elder", "ferns", "grove")
    found = [candidate(f"Only {name} glows.", review_id=name) for name in names]

    assert len(draft_answer(_question(), found, MANY, max_citations=2).drafts) == 2
    assert len(draft_answer(_question(), found, MANY, max_citations=99).drafts) == 5


def test_a_divided_question_hears_both_sides(candidate: Make):
    found = [
        candidate(f"It {word} badly.", review_id=word, polarity=-0.8) for word in ("drags", "bores", "sags")
    ]
    found.append(candidate("A quiet joy.", review_id="joy", polarity=0.8, score=0.55))

    drafted = draft_answer(_question("both"), found, MANY, max_citations=2)

    assert _texts(drafted) == ["It drags badly.", "A quiet joy."]
    assert drafted.lead == "Of four reviewers, two find fault and one gives praise:"


def test_where_reviewers_disagree_both_sides_are_quoted(candidate: Make):
    found = [
        candidate(f"The ending {word} badly.", review_id=word, polarity=-0.8) for word in ("drags", "sags")
    ]
    found.append(candidate("The ending is a quiet joy.", review_id="joy", polarity=0.8, score=0.4))
    question = _question("either", aspect="the ending", terms=("ending",))

    drafted = draft_answer(question, found, MANY, max_citations=2)

    assert _texts(drafted) == ["The ending drags badly.", "The ending is a quiet joy."]
    assert drafted.lead == "Three of four reviewers mention the ending: two against, one for:"


def test_a_side_is_not_shown_by_a_sentence_on_something_else(candidate: Make):
    found = [
        candidate("The ending drags badly.", polarity=-0.8),
        candidate("The songs are a quiet joy.", review_id="joy", polarity=0.8, score=0.4),
    ]
    question = _question("either", aspect="the ending", terms=("ending",))

    assert _texts(draft_answer(question, found, MANY)) == ["The ending drags badly."]


def test_of_several_reviewers_those_are_heard_who_name_the_aspect_less_closely(candidate: Make):
    found = [
        candidate("The ending drags badly.", polarity=-0.8, score=0.8),
        candidate("I yawned at the ending.", review_id="b", polarity=-0.8, score=0.55),
        candidate("I left before the songs.", review_id="c", polarity=-0.8, score=0.55),
    ]
    question = _question("either", aspect="the ending", terms=("ending",))
    read = replace(found[2], likely=True)

    assert _texts(draft_answer(question, found, MANY)) == [
        "The ending drags badly.",
        "I yawned at the ending.",
    ]
    assert _texts(draft_answer(question, [*found[:1], read], MANY))[1:] == ["I left before the songs."]


def test_one_reviewer_is_not_heard_less_closely(candidate: Make, review: Callable[..., Review]):
    home = review("The ending drags badly. I yawned at the ending.")
    found = [
        candidate("The ending drags badly.", within=home, polarity=-0.8, score=0.8),
        candidate("I yawned at the ending.", within=home, polarity=-0.8, score=0.55),
    ]
    question = _question("either", aspect="the ending", terms=("ending",))

    assert _texts(draft_answer(question, found, ONE)) == ["The ending drags badly."]


def test_one_author_s_two_reviews_are_one_voice(candidate: Make, review: Callable[..., Review]):
    first, second = review("It drags badly.", "r1"), review("It bores everyone.", "r2")
    found = [
        candidate("It drags badly.", within=replace(first, author="Ada")),
        candidate("It bores everyone.", within=replace(second, author="Ada")),
        candidate("I fell asleep.", review_id="r3"),
    ]

    assert _texts(draft_answer(_question(), found, MANY)) == ["It drags badly.", "I fell asleep."]


def test_a_very_long_sentence_is_cut_at_a_clause(candidate: Make):
    clause = "the lamps glow and the river runs on through the town"
    sentence = "; ".join([clause] * 12) + "."

    (draft,) = draft_answer(_question(), [candidate(sentence)], ONE).drafts

    quote = draft.quotes[0].text
    assert len(quote) <= MAX_QUOTE_CHARS
    assert quote.endswith("through the town")
    assert draft.text == f"\u201c{quote}\u201d \u2026"


def test_a_long_sentence_without_spaces_is_cut_at_its_own_punctuation(candidate: Make):
    clause = "灯が川の上で静かに光っている"
    sentence = "\uff0c".join([clause] * 60)

    (draft,) = draft_answer(_question(), [candidate(sentence)], ONE).drafts

    assert draft.quotes[0].text.endswith(clause)
    assert 150 < len(draft.quotes[0].text) <= MAX_QUOTE_CHARS


def test_what_says_nothing_is_never_quoted(candidate: Make, review: Callable[..., Review]):
    home = review("!!! It drags badly.")
    found = [candidate("!!!", within=home), candidate("It drags badly.", within=home)]

    assert _texts(draft_answer(_question(), found, ONE)) == ["It drags badly."]


def test_without_an_answer_the_nearest_sentences_are_given(candidate: Make):
    question = _question(kind="fact", aspect="composed the score", terms=("composed", "score"))
    found = [candidate(f"Lamp number {n}.", review_id=f"r{n}") for n in range(5)]

    drafted = draft_answer(question, found, MANY)

    assert not drafted.answered
    assert drafted.drafts == ()
    assert drafted.lead == "The reviews do not say."
    assert [hit.review.id for hit in drafted.nearest] == ["r0", "r1", "r2"]


def test_praise_is_no_answer_to_a_question_about_faults(candidate: Make):
    counts = Coverage(reviews_in_scope=2, reviewers=2, mentioning=2, positive=2, negative=0)
    found = [candidate("A quiet joy.", polarity=0.9), candidate("Superb.", polarity=0.8, review_id="r2")]

    drafted = draft_answer(_question("negative", aspect="the end"), found, counts)

    assert (drafted.answered, drafted.lead) == (False, "No review in scope speaks against the end.")
    assert len(drafted.nearest) == 2


def test_an_empty_scope_is_said_to_be_empty():
    nobody = Coverage(reviews_in_scope=0, reviewers=0, mentioning=0, positive=0, negative=0)

    assert draft_answer(_question(), [], nobody).lead == "There is no review in scope."
