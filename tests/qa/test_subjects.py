"""Subjects told in other words than they are asked in."""

from qa.subjects import subjects_of


def test_a_soundtrack_may_be_told_as_music():
    (subject,) = subjects_of(["soundtrack"])

    assert {"music", "piano", "soundtrack"} <= subject.told


def test_most_words_name_no_subject():
    assert subjects_of(["tailor", "hero"]) == ()


def test_a_question_may_name_two_subjects():
    assert len(subjects_of(["costumes", "music"])) == 2
