"""The map between source and text, checked by hand and by property."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.alignment import Alignment, Edit, Span

SOURCE = "Tom &amp; Jo  ran.Home"
EDITS = [Edit(4, 9, "&"), Edit(13, 14, ""), Edit(18, 18, " ")]


@st.composite
def edited(draw, source=None):
    """A source and a sorted list of edits of it that do not overlap."""
    if source is None:
        source = draw(st.text("abcdef ", max_size=30))
    edits, done = [], 0
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(done, len(source)))
        end = draw(st.integers(start, min(len(source), start + 4)))
        edits.append(Edit(start, end, draw(st.text("xyz", max_size=3))))
        done = end
    return source, edits


def test_edits_are_applied_to_the_source():
    assert Alignment.from_edits(SOURCE, EDITS)[0] == "Tom & Jo ran. Home"


def test_a_word_is_found_in_the_source():
    text, alignment = Alignment.from_edits(SOURCE, EDITS)
    start = text.index("Home")
    assert alignment.to_source(start, start + 4) == Span(18, 22)


def test_a_replaced_stretch_is_atomic():
    _, alignment = Alignment.from_edits(SOURCE, EDITS)
    assert alignment.to_source(4, 5) == Span(4, 9)
    assert alignment.to_text(5, 7) == Span(4, 5)


def test_an_inserted_character_has_an_empty_source():
    _, alignment = Alignment.from_edits(SOURCE, EDITS)
    assert alignment.to_source(13, 14) == Span(18, 18)


def test_a_deleted_stretch_maps_to_an_empty_span_at_its_place():
    _, alignment = Alignment.from_edits(SOURCE, EDITS)
    assert alignment.to_text(13, 14) == Span(9, 9)


def test_a_source_span_does_not_take_in_what_was_inserted_beside_it():
    _, alignment = Alignment.from_edits("ofNeve", [Edit(2, 2, " ")])
    assert alignment.to_text(2, 6) == Span(3, 7)
    assert alignment.to_text(0, 2) == Span(0, 2)
    assert alignment.to_text(0, 6) == Span(0, 7)


def test_identity_maps_a_span_to_itself():
    alignment = Alignment.identity(5)
    assert alignment.to_source(1, 3) == alignment.to_text(1, 3) == Span(1, 3)


def test_an_empty_text_has_no_segments():
    text, alignment = Alignment.from_edits("gone", [Edit(0, 4, "")])
    assert (text, alignment.segments) == ("", ())
    assert alignment.to_source(0, 0) == Span(4, 4)
    assert alignment.to_text(0, 4) == Span(0, 0)


def test_one_character_for_another_is_kept_in_place():
    _, alignment = Alignment.from_edits("a\tb", [Edit(1, 2, " ")])
    assert alignment == Alignment.identity(3)


def test_halves_of_two_replaced_stretches_reach_both_sources():
    _, first = Alignment.from_edits("abcdef", [Edit(0, 3, "xy"), Edit(3, 6, "zw")])
    _, second = Alignment.from_edits("xyzw", [Edit(1, 3, "!?")])
    both = first.then(second)
    assert [both.to_source(i, i + 1) for i in range(4)] == [Span(0, 3), Span(0, 6), Span(0, 6), Span(3, 6)]


def test_the_stored_form_is_short():
    _, alignment = Alignment.from_edits(SOURCE, EDITS)
    assert alignment.encode() == "22 4 .1.5 4 1.4 .1.0 4"


@pytest.mark.parametrize("edits", [[Edit(3, 2, "")], [Edit(2, 4, ""), Edit(3, 5, "")], [Edit(0, 9, "")]])
def test_edits_out_of_order_or_out_of_bounds_are_refused(edits):
    with pytest.raises(ValueError, match="edit"):
        Alignment.from_edits("abcde", edits)


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside a text"):
        Alignment.identity(3).to_source(1, 4)
    with pytest.raises(ValueError, match="outside a source"):
        Alignment.identity(3).to_text(-1, 2)


def test_rounds_whose_lengths_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="cannot follow"):
        Alignment.identity(3).then(Alignment.identity(4))


def test_what_is_not_an_alignment_is_not_decoded():
    with pytest.raises(ValueError, match="invalid literal"):
        Alignment.decode("22 four")


@given(edited())
def test_the_text_lengths_agree(case):
    text, alignment = Alignment.from_edits(*case)
    assert alignment.text_length == len(text)
    assert alignment.source_length == len(case[0])


@given(edited())
def test_kept_characters_are_equal_on_both_sides(case):
    text, alignment = Alignment.from_edits(*case)
    changed = {i for edit in case[1] for i in range(edit.start, edit.end)}
    for index in set(range(len(case[0]))) - changed:
        span = alignment.to_text(index, index + 1)
        assert text[span.start : span.end] == case[0][index]
        assert alignment.to_source(*span) == Span(index, index + 1)


@given(edited(), st.data())
def test_a_text_span_survives_the_way_there_and_back(case, data):
    """Save for inserted characters at its edges, which have no source of their own."""
    text, alignment = Alignment.from_edits(*case)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sourced = [i for i in range(start, end) if alignment.to_source(i, i + 1) != alignment._place(i)]
    back = alignment.to_text(*alignment.to_source(start, end))
    assert all(back.start <= i < back.end for i in sourced)


@given(edited())
def test_inserted_characters_are_found_again_from_their_place(case):
    text, alignment = Alignment.from_edits(*case)
    for index in range(len(text)):
        back = alignment.to_text(*alignment.to_source(index, index + 1))
        assert back.start <= index < back.end


@given(edited(), st.data())
def test_composition_equals_one_mapping_after_the_other(case, data):
    text, first = Alignment.from_edits(*case)
    later_text, second = Alignment.from_edits(*data.draw(edited(source=text)))
    both = first.then(second)
    assert both.text_length == len(later_text)
    for index in range(len(later_text)):
        assert both.to_source(index, index + 1) == first.to_source(*second.to_source(index, index + 1))


@given(edited(), st.data())
def test_composition_with_identity_changes_nothing(case, data):
    _, alignment = Alignment.from_edits(*case)
    assert alignment.then(Alignment.identity(alignment.text_length)) == alignment
    assert Alignment.identity(alignment.source_length).then(alignment) == alignment


@given(edited(), st.data())
def test_what_is_stored_is_read_back_equal(case, data):
    text, first = Alignment.from_edits(*case)
    _, second = Alignment.from_edits(*data.draw(edited(source=text)))
    both = first.then(second)
    assert Alignment.decode(both.encode()) == both


def test_ten_thousand_edits_of_a_long_text_take_a_moment():
    source = "word after word ! " * 11_112
    edits = [Edit(20 * i + 3, 20 * i + 5, "&" * (i % 3)) for i in range(10_000)]
    started = perf_counter()
    Alignment.from_edits(source, edits)
    assert perf_counter() - started < 0.5  # a twentieth of it is usual; slack for a busy machine
