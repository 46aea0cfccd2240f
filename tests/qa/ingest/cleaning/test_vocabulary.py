"""The vocabulary."""

from time import perf_counter

from qa.ingest.cleaning.vocabulary import vocabulary


def test_common_words_are_commoner():
    words = vocabulary()
    assert words.frequency("the") > words.frequency("film") > words.frequency("functionary") > 0
    assert words.frequency("xqzzk") == 0


def test_names_of_an_encyclopaedia_are_known():
    assert {"lancaster", "hilton", "youtube", "the"} <= vocabulary().known


def test_one_slip_is_recognised():
    words = vocabulary()
    assert all(map(words.is_near_miss, ["becuase", "seperate", "hapen", "fillm"]))
    assert not words.is_near_miss("fromthe")


def test_it_is_read_once():
    vocabulary()
    started = perf_counter()
    vocabulary()
    assert perf_counter() - started < 0.01
