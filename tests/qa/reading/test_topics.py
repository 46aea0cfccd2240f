from __future__ import annotations

from collections.abc import Sequence

from qa.reading.topics import find_topics


def phrases(said: Sequence[tuple[str, str]], whole: Sequence[str] = ()) -> list[str]:
    return [topic.phrase for topic in find_topics(said, whole)]


def test_what_several_reviews_speak_of_is_a_topic_and_one_reviewers_own_word_is_none() -> None:
    said = [("a", "The bells are lovely."), ("b", "Those bells are awful."), ("c", "The rug is thin.")]
    assert phrases(said) == ["the bells"]


def test_words_for_one_subject_are_one_topic_under_the_word_of_most_reviews() -> None:
    said = [
        ("a", "The staff was rude."),
        ("b", "Service was slow."),
        ("c", "The staff is kind."),
        ("d", "The service is kind."),
        ("e", "Staff was fine."),
    ]
    (topic,) = find_topics(said)
    assert topic.phrase == "the staff"
    assert topic.names == {"staff", "service"}
    assert topic.voices == 5


def test_the_thing_reviewed_is_no_topic_by_title_by_kind_or_by_being_pointed_at() -> None:
    said = [
        ("a", "The elephants are superb. I like this kettle. The film is fine."),
        ("b", "The elephants are dull. This kettle is dull. The film is poor."),
    ]
    assert phrases(said, ["elephants"]) == []
    assert phrases(said) == ["the elephants"]


def test_names_are_no_topics() -> None:
    assert phrases([("a", "I found the Wouter kind."), ("b", "We liked the Wouter.")]) == []


def test_a_thing_said_in_passing_is_no_topic() -> None:
    passing = "It was so long before any of us there had seen what went on with the carpet"
    assert phrases([("a", passing), ("b", passing)]) == []
    assert phrases([("a", "The carpet is torn."), ("b", "The carpet was new.")]) == ["the carpet"]


def test_what_reviews_are_usually_asked_about_comes_first_among_equals() -> None:
    said = [
        ("a", "The bells are awful. Breakfast was good."),
        ("b", "The bells are fine. Breakfast was poor."),
    ]
    topics = find_topics(said)
    assert [(topic.phrase, topic.usual) for topic in topics] == [
        ("the breakfast", True),
        ("the bells", False),
    ]


def test_a_single_review_makes_topics_of_the_usual_and_of_what_it_returns_to() -> None:
    said = [
        ("a", "The ending is weak."),
        ("a", "The lullaby is eerie."),
        ("a", "At the close the lullaby is sweet."),
        ("a", "The lamp is green."),
    ]
    assert phrases(said) == ["the lullaby", "the ending"]


def test_a_pair_is_named_whole() -> None:
    said = [
        ("a", "Noise cancelling is weak, the noise cancelling is!"),
        ("b", "The noise cancelling is fine."),
    ]
    assert phrases(said) == ["the noise cancelling"]


def test_nothing_said_has_no_topics() -> None:
    assert find_topics([]) == []
