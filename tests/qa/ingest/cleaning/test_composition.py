"""Letters and their accents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qa.alignment import Alignment, Span
from qa.ingest.cleaning.composition import composition_edits

accented = st.text("aeo\u0301\u0308\u0323éñ\u1100\u1161\u11a8가क\u093cÅ x", max_size=12)


@given(accented)
def test_the_text_is_composed_as_unicode_says(source):
    text, _ = Alignment.from_edits(source, composition_edits(source))
    assert text == unicodedata.normalize("NFC", source)


def test_only_the_letter_that_was_composed_is_atomic():
    _, alignment = Alignment.from_edits("cafe\u0301s", composition_edits("cafe\u0301s"))
    assert alignment.to_source(3, 4) == Span(3, 5)
    assert alignment.to_source(4, 5) == Span(5, 6)
