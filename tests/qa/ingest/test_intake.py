from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.ingest.intake import Intake
from qa.models import Filters
from vectorstore.store import Store


@pytest.fixture
def intake(store: Store, embedder: Any, opinions: Any) -> Intake:
    return Intake(records=store, embedder=embedder, opinions=opinions)


def draft(review_id: str, text: str) -> ReviewDraft:
    return ReviewDraft(id=review_id, item_id="lamp", text=text)


def test_all_sentences_of_a_request_are_embedded_in_one_call(intake: Intake, embedder: Any) -> None:
    intake.add([draft("a", "One lamp. Two lamps."), draft("b", "Three lamps.")])
    assert embedder.calls == 1
    assert embedder.embedded == 3


def test_every_sentence_of_a_stored_review_has_its_own_vector(intake: Intake, store: Store) -> None:
    intake.add([draft("a", "One lamp. Two lamps."), draft("b", "Three lamps.")])
    (block,) = store.evidence.blocks(Filters())
    assert len(block) == 3
    assert block.vectors.shape[0] == 3


def test_reprocessing_applies_the_cleaning_of_today(intake: Intake, store: Store) -> None:
    intake.add([draft("a", "One lamp &amp; two.")])
    (entry,) = intake.entries_of(list(store.get(["a"]).values()))
    stale = replace(entry, review=replace(entry.review, text="One lamp &amp; two."))
    store.save([stale])
    intake.reprocess(1, lambda done, total: None)
    assert store.get(["a"])["a"].text == "One lamp & two."


def test_a_review_that_cleaning_would_empty_is_kept_as_it_is(intake: Intake, store: Store) -> None:
    intake.add([draft("a", "One lamp.")])
    (entry,) = intake.entries_of(list(store.get(["a"]).values()))
    store.save([replace(entry, review=replace(entry.review, source_text="<br>"))])
    intake.reprocess(1, lambda done, total: None)
    assert store.get(["a"])["a"].text == "One lamp."
    assert sum(map(len, store.evidence.blocks(Filters()))) == 1
