"""What reviewers set beside the thing reviewed: other titles, other makes, other places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qa.evaluation.cases import Scope
from qa.evaluation.drafting.kinds import Kind
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.mentions import Mention, best_first
from qa.evaluation.drafting.proposals import MAX_EVIDENCE, Proposal, points_of, propose
from qa.words import words

__all__ = ["comparison_proposals"]

OWN_TITLE_SENTENCES = 3  # that quote a title, from which it is what is reviewed
_LIKENESS = re.compile(
    r"\b(?:compar(?:e|es|ed|ing|ison)\b(?: \w+){0,2} (?:with|to)|i'd compare|beside|remind(?:s|ed)?|"
    r"thought of|as (?:good|bad) as|(?:better|worse|more|less|duller|nicer) than|nearest thing to|unlike|"
    r"reminiscent|echoes|the same (?:idea|sort|story)|another story|round the corner|my old)\b"
)
_TITLE = re.compile(r"[\"\u201c]([A-Z][^\"\u201c\u201d]{2,60})[\"\u201d]")
_OTHER = re.compile(
    r"\b(?:[Cc]ompar\w+|beside|unlike|than|[Mm]y old)\b[^.;]{0,40}?((?:The )?[A-Z][a-z]+ (?:[A-Z]\w*|\d+))\b"
)


def comparison_proposals(material: Material, kind: Kind) -> Iterator[Proposal]:
    """The one question what it is compared with, where a sentence plainly names something else."""
    own = _own_names(material)
    found = []
    for sentence in material.sentences:
        if _LIKENESS.search(sentence.text.casefold().replace("\u2019", "'")) and _names_other(
            sentence.text, own
        ):
            found.append(
                Mention(
                    review_id=sentence.review_id,
                    start=sentence.start,
                    end=sentence.end,
                    quote=sentence.text,
                    side=None,
                    clearness=sentence.opinion,
                )
            )
    if found:
        yield propose(
            f"What {kind.do} {kind.voices} compare the {kind.noun} with?",
            sort="comparison",
            aspect="",
            scope=Scope(item_id=material.item_id),
            worth=6.0,
            evidence=points_of(best_first(found)[:MAX_EVIDENCE]),
        )


def _own_names(material: Material) -> str:
    """The names of the thing itself: what it is stored under, and titles that several sentences quote."""
    quoted = Counter(
        title for one in material.sentences for title in {_plain(t) for t in _TITLE.findall(one.text)}
    )
    often = [title for title, count in quoted.items() if count >= OWN_TITLE_SENTENCES]
    return " | ".join([_plain(material.title or ""), _plain(material.item_id), *often])


def _plain(title: str) -> str:
    return " ".join(words(title.replace("-", " ")))


def _names_other(text: str, own: str) -> bool:
    titles = [*_TITLE.findall(text), *_OTHER.findall(text)]
    return any(_plain(title) not in own for title in titles)
