from __future__ import annotations

import asyncio

import pytest

from qa.errors import NotFound
from qa.evaluation.drafting.drafts import draft
from qa.evaluation.drafting.gathering import gather
from qa.evaluation.drafting.material import Material
from qa.ingest.drafts import ReviewDraft
from qa.service import ReviewQA

TEXTS = {
    "a": "The hotel room was lovely and superb. The bells are dreadful at night.",
    "b": "Breakfast at this hotel was dreadful and dull. The room was superb.",
}


async def gathered(service: ReviewQA) -> Material:
    await service.add_reviews(
        [ReviewDraft(id=key, item_id="inn", item_title="The Inn", text=text) for key, text in TEXTS.items()]
    )
    await service.add_reviews([ReviewDraft(id="z", item_id="other", text="A dull film.")])
    return await gather(service, "inn")


def test_all_sentences_of_an_item_come_with_their_readings(service: ReviewQA) -> None:
    material = asyncio.run(gathered(service))
    assert (material.item_id, material.title, sorted(material.reviews)) == ("inn", "The Inn", ["a", "b"])
    assert [one.review_id for one in material.sentences] == ["a", "a", "b", "b"]
    for one in material.sentences:
        assert material.reviews[one.review_id].text[one.start : one.end] == one.text
    assert material.sentences[1].polarity < 0 < material.sentences[0].polarity
    assert "pool" in material.closeness
    assert draft(material)


def test_an_item_that_is_not_there_is_told(service: ReviewQA) -> None:
    with pytest.raises(NotFound):
        asyncio.run(gather(service, "none"))
