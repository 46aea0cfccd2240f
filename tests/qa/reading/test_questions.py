"""What a question asks for."""

import pytest

from qa.errors import InvalidQuestion
from qa.reading.questions import MAX_QUESTION_CHARS, query_text, read_question


@pytest.mark.parametrize(
    "text",
    [
        "What did the critic dislike?",
        "any gripes?",
        "Where does it let this critic down?",
        "what's wrong with the room",
        "did anyone complain about noise?",
        "weaknesses",
        "Cons",
        "problem with the ending",
        "What didn't work?",
        "What did she not like about the pacing?",
        "Isn't there anything wrong with it?",
        "nothing wrong?",
        "Why doesn't the comedy work?",
        "What would the reviewer rather have seen?",
        "What puts people off?",
    ],
)
def test_questions_that_ask_what_speaks_against(text: str):
    assert read_question(text).stance == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "What did the critic like?",
        "What does she praise about the cast?",
        "strengths",
        "What works well in this film?",
        "Is there anything to admire in it?",
        "What wasn't bad?",
        "What stands out?",
    ],
)
def test_questions_that_ask_what_speaks_for(text: str):
    assert read_question(text).stance == "positive"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Is there a good choice of beers?", "either"),
        ("Does it have a happy ending?", "either"),
        ("Is there a bad smell?", "either"),
        ("Is there a problem with the shower?", "negative"),
        ("Is there a downside?", "negative"),
        ("Is there a weak point?", "negative"),
        ("Is there anything good in it?", "positive"),
    ],
)
def test_a_thing_that_is_described_may_be_there_or_not(text: str, stance: str):
    assert read_question(text).stance == stance


def test_an_aspect_is_not_cut_at_a_hyphen():
    assert read_question("How is the all-you-can-eat menu?").aspect == "the all-you-can-eat menu"


@pytest.mark.parametrize("text", ["pros and cons", "Is the ending divisive?", "Is it worth the money?"])
def test_questions_that_ask_for_both_sides(text: str):
    assert read_question(text).stance == "both"


@pytest.mark.parametrize(
    "text",
    [
        "How is the battery?",
        "What is the room like?",
        "What does he think of the music?",
        "Does he like the ending?",
        "What do they say about the staff?",
    ],
)
def test_questions_open_to_either_side_are_about_opinions(text: str):
    question = read_question(text)

    assert (question.kind, question.stance) == ("opinion", "either")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who directed the film?", "fact"),
        ("How was it filmed?", "fact"),
        ("How many cameras were used?", "fact"),
        ("Is there a lift?", "fact"),
        ("How many reviewers mention the noise?", "count"),
        ("What share of guests complain about the lift?", "count"),
        ("Which films is it compared with?", "comparison"),
        ("Does it remind him of anything?", "comparison"),
        ("Which other films are mentioned?", "comparison"),
        ("Is it worth seeing?", "verdict"),
        ("Would he recommend it?", "verdict"),
        ("Overall?", "verdict"),
    ],
)
def test_kinds_of_question(text: str, kind: str):
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("What did the critic dislike?", None),
        ("What did Jane Doe dislike?", None),
        ("What disappointed Doe?", None),
        ("What did the critic like about Doe?", "Doe"),
        ("Would he recommend it?", None),
        ("Is the ending divisive?", "the ending"),
        ("what's wrong with the room", "the room"),
        ("did anyone complain about noise?", "noise"),
        ("How is the battery life?", "the battery life"),
        ("What does the critic think of Doe's performance?", "Doe's performance"),
        ("Who composed the score?", "composed the score"),
    ],
)
def test_the_aspect_is_what_is_left_without_the_asking(text: str, aspect: str | None):
    assert read_question(text).aspect == aspect


def test_terms_hold_neither_the_asking_nor_the_stance():
    question = read_question("What did the critic dislike about the slow ending of the slow film?")

    assert question.terms == ("slow", "ending")


def test_comparisons_take_no_stance():
    assert read_question("Which films is it compared with, for good or bad?").stance == "either"


@pytest.mark.parametrize("text", ["映画の結末はどうでしたか", "كيف كانت النهاية؟", "Какой у фильма финал?"])
def test_other_scripts_read_as_open_questions_with_terms(text: str):
    question = read_question(text)

    assert question.stance == "either"
    assert question.terms


@pytest.mark.parametrize(
    ("text", "stance"), [("¿Qué no le gustó al crítico?", "negative"), ("Welche Stärken hat es?", "positive")]
)
def test_common_stance_words_of_other_languages_are_known(text: str, stance: str):
    assert read_question(text).stance == stance


@pytest.mark.parametrize("text", ["", " \n ", "?!", "\u2026 \U0001f600"])
def test_a_question_without_a_word_is_refused(text: str):
    with pytest.raises(InvalidQuestion, match="holds no word"):
        read_question(text)


def test_a_question_may_be_as_long_as_the_limit_and_no_longer():
    assert read_question("why " * (MAX_QUESTION_CHARS // 4)).kind == "fact"
    with pytest.raises(InvalidQuestion, match="2,001 characters"):
        read_question("w" * (MAX_QUESTION_CHARS + 1))


def test_white_space_is_made_single():
    assert read_question("  What \n happened? ").text == "What happened?"


def test_a_bare_stance_is_embedded_with_the_start_of_a_likely_answer():
    bare = query_text(read_question("What did the critic dislike?"))

    assert bare.startswith("What did the critic dislike? ")
    assert "problem" in bare
    assert query_text(read_question("What is wrong with the ending?")) == "What is wrong with the ending?"


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Is the service slow?", "the service"),
        ("Are the special effects noisy enough?", "the special effects"),
        ("Is the ending any good?", "the ending"),
        ("Is it noisy?", "noisy"),
        ("What about the slow service?", "the slow service"),
    ],
)
def test_an_aspect_is_named_without_what_is_asked_of_it(text: str, aspect: str):
    assert read_question(text).aspect == aspect


@pytest.mark.parametrize(
    "text", ["\u00bfQu\u00e9 le gusta?", "Was gef\u00e4llt?", "Pourquoi pas?", "\u7d50\u672b?"]
)
def test_questions_in_other_languages_are_told_from_english_ones(text: str):
    assert read_question(text).foreign


@pytest.mark.parametrize("text", ["What is caf\u00e9 life like?", "Worst features?", "Is it good?"])
def test_english_questions_are_english_however_short(text: str):
    assert not read_question(text).foreign


def test_small_words_of_other_languages_name_no_aspect():
    assert read_question("\u00bfQu\u00e9 le gusta?").aspect is None
