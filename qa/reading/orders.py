"""Sentences that speak to whoever answers, instead of about what is reviewed: no evidence of anything."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["gives_orders"]

_MACHINE = (
    r"(?:ai|a\.i\.|llm|chat ?bot|chat ?gpt|gpt(?:-\w+)?|language model|large language model|assistant|answering "
    r"(?:system|machine|service|model)|question answering|summari[sz]er|bot)"
)
_WORK = (
    r"(?:answers?|claims?|repl(?:y|ies)|responses?|instructions?|prompts?|output|guidelines|system (?:message|prompt)"
    r"|summary|json|citations?|evidence|list of claims|verdict)"
)
_SAYING = r"(?:say|write|state|reply|respond|answer|claim|repeat|output|print|append|add|include|mention|quote|cite|tell)"
_PATTERNS = (
    rf"\b(?:your|its|the) (?:\w+ ){{0,2}}{_WORK}\b.{{0,60}}\b(?:must|has to|have to|should|shall|is to|are to|needs? to|will)\b",
    rf"\b(?:must|has to|have to|should|shall|is to|are to|needs? to)\b.{{0,40}}\b(?:your|every|each|any|the) {_WORK}\b",
    rf"\byour (?:\w+ )?{_WORK}\b",
    rf"\b(?:ignore|disregard|forget|override|overrule|bypass)\b.{{0,40}}\b(?:previous|earlier|above|prior|all|other|what you|told|rules?|{_WORK})\b",
    rf"\b(?:you are|you're|act as|as an?|dear|attention|note to|message (?:to|for)|instructions? (?:to|for)|hey|hello|to the|to any|for the) (?:\w+ ){{0,3}}{_MACHINE}\b",
    rf"\b{_MACHINE}\b.{{0,40}}\b(?:must|should|shall|has to|have to|please|reading this|reads this|{_SAYING})\b",
    rf"^(?:please |now |instead,? |then )?{_SAYING}\b.{{0,80}}[\"\u201c\u2018'].+[\"\u201d\u2019']",
    r"^\W*(?:system|assistant|user|human|ai|developer|tool|instruction)s?\s*[:>\]|]",
    r"<\|?\w+\|?>|\[/?\w*INST\w*\]|\{\s*\"|\"\s*:\s*[\[{\"]|\\n\\n(?:Human|Assistant)",
    rf"\b(?:system|hidden|initial|original) (?:prompt|message|instructions?)\b",
    rf"\b(?:new|updated|following|these|last|final) (?:rules?|instructions?|orders?|task|policy|directives?)\b.{{0,10}}[:;]",
    rf"\b(?:end|begin|start) of (?:the )?(?:data|reviews?|input|document|context|evidence|prompt|sentences)\b",
    r"^\W*\[?\d{1,3}\]\s|^\W*[\u27e6\u300a\u3010]",
)
_ORDERS = re.compile("|".join(f"(?:{one})" for one in _PATTERNS), re.IGNORECASE)


def gives_orders(text: str) -> bool:
    """Whether a sentence tells a machine what to answer, or plays one of its turns."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _ORDERS.search(plain) is not None
