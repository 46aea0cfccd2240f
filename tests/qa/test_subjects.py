"""Subjects told in other words than they are asked in."""

from qa.subjects import hints_of, names_of, subjects_of


def test_a_soundtrack_may_be_told_as_music():
    (subject,) = subjects_of(["soundtrack"])

    assert {"music", "piano", "soundtrack"} <= subject.told


def test_most_words_name_no_subject():
    assert subjects_of(["tailor", "village"]) == ()


def test_a_question_may_name_two_subjects():
    assert len(subjects_of(["costumes", "music"])) == 2


def test_what_a_subject_is_asked_for_by_names_it():
    assert {"service", "staff", "waiter"} <= names_of("service")
    assert names_of("tailor") == {"tailor"}


def test_a_word_of_many_things_names_no_subject_but_itself():
    assert "star" not in names_of("acting")
    assert "star" in names_of("star")


def test_hints_go_beyond_names_and_reach_other_forms_of_a_word():
    assert "spoken" not in hints_of("acting")
    assert "portrayal" in hints_of("acting") - names_of("acting")
    assert "filmmaker" in hints_of("directed")
