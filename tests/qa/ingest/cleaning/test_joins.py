"""Capitals inside tokens."""

from collections import Counter

import pytest

from qa.ingest.cleaning.evidence import Evidence
from qa.ingest.cleaning.joins import join_cuts, name_tail
from qa.ingest.cleaning.vocabulary import vocabulary


def evidence(*tokens: str, loose: bool = False) -> Evidence:
    return Evidence(words=vocabulary(), counts=Counter(tokens), own=frozenset(tokens), loose=loose)


@pytest.mark.parametrize(
    ("token", "cut"),
    [("toUna", 2), ("aParis", 1), ("starsIvo", 5), ("inCGI", 0), ("theCGI", 3), ("endThe", 3)],
)
def test_a_word_before_a_name_ends_where_the_capital_stands(token, cut):
    assert join_cuts(token, evidence(token), linked=False) == ([cut] if cut else [])


@pytest.mark.parametrize(
    "token", ["McNichol", "DeNiro", "LaBeouf", "iPhone", "eBay", "YouTube", "JoBeth", "deLuise"]
)
def test_a_capital_may_be_part_of_the_name(token):
    assert join_cuts(token, evidence(token), linked=False) == []


def test_a_particle_stays_with_its_name():
    assert join_cuts("withMcNichol", evidence("withMcNichol"), linked=False) == [4]


def test_two_words_of_the_text_may_be_run_together():
    assert join_cuts("PellBrant", evidence("PellBrant", "Pell", "Brant"), linked=False) == [4]
    assert join_cuts("PellBrant", evidence("PellBrant"), linked=False) == []


def test_two_common_words_are_cut_where_the_text_loses_spaces():
    assert join_cuts("ForeignCorrespondent", evidence(loose=True), linked=False) == [7]
    assert join_cuts("ForeignCorrespondent", evidence(), linked=False) == []


def test_a_connecting_word_in_a_name_needs_a_link_unless_it_is_telling():
    assert name_tail("Grasleyand", evidence(), linked=False) == 3
    assert name_tail("Grasleyin", evidence(), linked=False) == 0
    assert name_tail("Grasleyin", evidence(), linked=True) == 2
    assert name_tail("Roland", evidence(), linked=True) == 0
