from __future__ import annotations

import numpy as np
import pytest

from qa.vectors import unit


def test_a_vector_keeps_its_direction_and_gets_length_one() -> None:
    assert unit([3.0, 4.0]) == pytest.approx([0.6, 0.8])


def test_every_row_is_scaled_by_itself_and_zeros_stay() -> None:
    scaled = unit([[3.0, 4.0], [0.0, 0.0], [0.0, 2.0]])
    np.testing.assert_allclose(scaled, [[0.6, 0.8], [0.0, 0.0], [0.0, 1.0]], rtol=1e-6)


def test_no_rows_are_no_rows() -> None:
    assert unit(np.zeros((0, 4), np.float32)).shape == (0, 4)
