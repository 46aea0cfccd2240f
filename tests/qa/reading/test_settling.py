"""Readings of another reader, with set phrases taken at their meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.reading.settling import SettlingReader


class Literal:
    """Takes every word at its face: each sentence with `fault` or `dull` is a complaint."""

    def read(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        polarity = [-0.9 if "fault" in text or "dull" in text else 0.4 for text in texts]
        return np.full(len(texts), 0.7, np.float32), np.array(polarity, np.float32)


def test_a_denied_complaint_is_praise_and_the_rest_is_as_it_was_read() -> None:
    opinion, polarity = SettlingReader(Literal()).read(
        ["I can't fault the battery.", "The battery is at fault.", "It boils."]
    )
    assert opinion.tolist() == np.full(3, 0.7, np.float32).tolist()
    assert polarity[0] > 0.5
    assert polarity[1:].tolist() == np.array([-0.9, 0.4], np.float32).tolist()
    assert polarity.dtype == np.float32


def test_no_sentences_make_no_readings() -> None:
    assert [part.shape for part in SettlingReader(Literal()).read([])] == [(0,), (0,)]
