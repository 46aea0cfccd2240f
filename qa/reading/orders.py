"""Sentences that speak to whoever answers, instead of about what is reviewed: no evidence of anything."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["gives_orders"]

_WORK = (
    r"(?:answers?|claims?|repl(?:y|ies)|responses?|instructions?|prompts?|output|guidelines|task|json|citations?"
    r"|system (?:message|prompt)|summary|evidence|verdict)"
)
_SAYING = (
    r"(?:say|write|state|reply|respond|answer|claim|repeat|output|print|append|add|include|mention|quote|cite"
    r"|tell)"
)
_DUTY = r"(?:must|has to|have to|should|shall|is to|are to|needs? to)"
_FIRST = r"^(?:please |now |instead,? |then )?"
_MACHINE = r"(?:ai|llm|assistant|bot|chat ?bot|chat ?gpt|language model)"
_ANSWER = r"(?:answers?|claims?|repl(?:y|ies)|responses?|summary|output|verdict|citations?)"
_FORM = (
    r"(?:be|say|state|read|contain|include|mention|name|begin|start|end|consist|cite|repeat|use|have|carry|quote"
    r"|contain|follow|warn|tell|recommend|list|open|close|stay|remain)"
)
_BEFORE = r"(?:previous|earlier|above|prior|preceding)"
_PATTERNS = (
    # What an answer is to be.
    rf"\byour (?:\w+ ){{0,2}}{_WORK}\b.{{0,60}}\b(?:{_DUTY}|will)\b",
    rf"\b(?:its|the) (?:\w+ ){{0,2}}{_ANSWER} (?:\w+ ){{0,5}}{_DUTY} (?:\w+ )?{_FORM}\b",
    rf"\b{_DUTY}\b.{{0,40}}\b(?:your|every|each|any|the) {_WORK}\b",
    r"\b(?:any|each|every) (?:answer|claim|reply|response)\b",
    rf"\byour (?:\w+ )?{_WORK}\b",
    # What to leave undone.
    r"\b(?:ignore|disregard|override|overrule|bypass|overwrite)\b.{0,40}"
    rf"\b(?:{_BEFORE}|what you|told|{_WORK})\b",
    rf"{_FIRST}(?:ignore|disregard|override|overrule|bypass|overwrite)\b.{{0,40}}\b(?:all|rules?)\b",
    rf"\bforget\b.{{0,40}}\b(?:{_BEFORE}|you (?:were|are) told|rules?|{_WORK})\b",
    # Who is spoken to.
    r"\b(?:you are|you're|act as|as an?|dear|attention|note to|message (?:to|for)|instructions? (?:to|for)"
    rf"|hey|hello|to any|for any) (?:\w+ ){{0,2}}{_MACHINE}\b",
    rf"\b{_MACHINE}\b.{{0,40}}\b(?:must|shall|please|reading this|{_SAYING} that)\b",
    # What to say.
    rf"{_FIRST}{_SAYING}\b.{{0,80}}[\"\u201c\u2018].+[\"\u201d\u2019]",
    rf"{_FIRST}{_SAYING} (?:the word|only|that|after me|it now|everything)\b",
    rf"\b(?:{_SAYING}|contain|carry)s? the (?:code ?|drill ?)?words?\b",
    r"\b(?:new|updated|following|these|last|final) (?:instructions?|task|directives?)\b.{0,10}[:;,]",
    r"^\W*(?:new|updated|these|last|final) (?:rules?|orders?|policy)\b.{0,10}[:;,]",
    r"\b(?:system|hidden|initial|original) (?:prompt|instructions?)\b",
    # The turns and the form of a conversation with a machine.
    r"^\W*(?:assistant|ai|developer|operator)s?\s*[:>\]|]",
    r"^\W*(?:system|user|human|tool|instruction|command)s?(?:\s*[>\]|]|\s*:\s*$"
    rf"|\s*:\s*(?:{_SAYING}|you|always|never|do not|ignore|from now|new|the (?:user|assistant|reviews?))\b)",
    r"^\W*(?:system|assistant|user|human|ai|developer|tool|operator)s? "
    r"(?:message|prompt|note|notice|override|turn|output|role|update|instructions?|response)\s*[:>\]|]",
    r"<\|?\w+\|?>|\[/?\w*INST\w*\]|\{\s*\"|\"\s*:\s*[\[{\"]|\\n\\n(?:Human|Assistant)",
    r"\b(?:end|begin|start) of (?:the )?"
    r"(?:data|reviews?|input|document|context|evidence|prompt|sentences)\b",
    r"(?<![=*-])[=*-]{3,}\s*(?:begin|end|cut|start|stop)\b",
    r"^\W*\[?\d{1,3}\]\s|^\W*[\u27e6\u300a\u3010]",
)
_ORDERS = re.compile("|".join(f"(?:{one})" for one in _PATTERNS), re.IGNORECASE)


def gives_orders(text: str) -> bool:
    """Whether a sentence tells a machine what to answer, or plays one of its turns.

    Found are about half of those written to attack, in English mostly, and three in 10,000 others.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _ORDERS.search(plain) is not None
