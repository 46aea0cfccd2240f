"""UTF-8 read as Windows-1252."""

import pytest

from qa.alignment import Alignment, Span
from qa.ingest.cleaning.mojibake import mojibake_edits


@pytest.mark.parametrize(
    "meant",
    [
        "don’t",
        "“so”",
        "a — b",
        "wait…",
        "café",
        "Ångström",
        "naïve",
        "£5",
        "20 °C",
        "™",
        "😀",
        "½",
        "†",
        "€9",
    ],
)
def test_misread_text_is_read_again(meant):
    garbled = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in meant.encode())
    assert Alignment.from_edits(garbled, mojibake_edits(garbled))[0] == meant


def test_a_misread_character_is_one_stretch_of_the_source():
    _, alignment = Alignment.from_edits("donâ€™t", mojibake_edits("donâ€™t"))
    assert alignment.to_source(3, 4) == Span(3, 6)


def test_a_closing_quote_whose_last_byte_was_lost_is_put_back():
    assert Alignment.from_edits("â€œgoâ€ he", mojibake_edits("â€œgoâ€ he"))[0] == "“go” he"


@pytest.mark.parametrize(
    "text", ["São Paulo", "MAÇÔ", "Âge", "voilà…”", "café…”", "Île", "über", "15 € – ok"]
)
def test_accents_that_were_meant_stay(text):
    assert mojibake_edits(text) == []
