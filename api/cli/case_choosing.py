"""Proposed cases shown one by one in a terminal, and the keys that decide on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from api.cli.console import plain
from qa.errors import InvalidCases

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from qa.evaluation.cases import Case
    from qa.evaluation.drafting.choosing import Choosing, Step
    from qa.evaluation.drafting.material import Material
    from qa.evaluation.points import Passage, Point
    from qa.evaluation.reviews import ReviewText

__all__ = ["Keys", "choose"]

CONTEXT_CHARS = 160  # of a review on either side of a quote: the sentence before and after
INDENT = "    "
LEGEND = (
    "enter keep · e edit question · 1-9 drop evidence · t answerable or not · r refuse · u undo · "
    "q save and quit"
)
END_LEGEND = "enter save · u undo"
NO_EVIDENCE = (
    "No evidence is left, so that it cannot be kept as it is: "
    "t the reviews do not answer it · r refuse · u undo"
)

_KEEP = ("\r", "\n", "a")
_TAKEN_BACK: Mapping[Step, str] = {
    "kept": "Taken back: this one is not kept yet.",
    "refused": "Taken back: this one is not refused yet.",
    "asked": "Taken back: the question is as it was.",
    "dropped": "Taken back: the evidence is there again.",
    "toggled": "Taken back: whether the reviews answer it is as it was.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """How a person is asked: for one key, and for a line of text that begins as the one given."""

    key: Callable[[], str]
    line: Callable[[str, str], str]

    @classmethod
    def of_terminal(cls) -> Keys:
        """The keys of the terminal this process runs in."""
        return cls(key=typer.getchar, line=_edited)


def choose(console: Console, choosing: Choosing, material: Material, keys: Keys) -> bool:
    """Go through the proposals until the last is final, or until told to stop; whether Ctrl-C told it.

    What was kept is in `choosing` either way.
    """
    try:
        while _goes_on(console, choosing, material, keys):
            pass
    except KeyboardInterrupt:
        return True
    except EOFError:  # the terminal is gone
        return False
    return False


def _goes_on(console: Console, choosing: Choosing, material: Material, keys: Keys) -> bool:
    """Show the current case, or that there are no more, and do what is said to it; False to stop."""
    case = choosing.current
    if case is None:
        return _reopened(console, choosing, keys)
    _show(console, case, choosing, material)
    return _decided(console, choosing, keys)


def _reopened(console: Console, choosing: Choosing, keys: Keys) -> bool:
    """Whether the last decision was taken back before all is saved: a key is soon pressed by mistake."""
    console.print(f"\nThat was the last case; {len(choosing.kept)} of {choosing.total} kept.")
    while True:
        console.print(END_LEGEND, style="dim")
        key = keys.key()
        if key == "u":
            _undo(console, choosing)
            return True
        if key in _KEEP or key == "q":
            return False


def _decided(console: Console, choosing: Choosing, keys: Keys) -> bool:
    """Take keys until one of them does something; False to stop."""
    while (key := keys.key()) != "q":
        if _done(key, console, choosing, keys):
            return True
    return False


def _done(key: str, console: Console, choosing: Choosing, keys: Keys) -> bool:
    """Do what a key says; False where it does nothing, which is told."""
    if key in _KEEP:
        return _kept(console, choosing)
    if key == "u":
        return _undo(console, choosing)
    if key == "r":
        choosing.refuse()
    elif key == "t":
        choosing.toggle_answerable()
    elif key == "e":
        _edit(console, choosing, keys)
    elif not (key.isdecimal() and choosing.drop_evidence(int(key))):
        console.print(LEGEND, style="dim")
        return False
    return True


def _kept(console: Console, choosing: Choosing) -> bool:
    kept = choosing.keep()
    if not kept:
        console.print(NO_EVIDENCE, style="yellow")
    return kept


def _undo(console: Console, choosing: Choosing) -> bool:
    """Take back what was done last and tell it; False where nothing was."""
    step = choosing.undo()
    console.print("There is nothing to undo." if step is None else _TAKEN_BACK[step], style="dim")
    return step is not None


def _edit(console: Console, choosing: Choosing, keys: Keys) -> None:
    current = choosing.current
    assert current is not None
    try:
        question = keys.line("Question: ", current.question).strip()
        if question:
            choosing.ask(question)
    except (KeyboardInterrupt, EOFError):
        console.print("The question stays as it was.", style="dim")
    except InvalidCases as error:
        console.print(plain(error.message), style="red")


def _edited(prompt: str, text: str) -> str:
    """A line typed over the text given, where the terminal can do that; an empty one leaves it."""
    try:
        import readline
    except ImportError:
        return input(f"{prompt}[{plain(text)}] ") or text
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(prompt)
    finally:
        readline.set_startup_hook()


def _show(console: Console, case: Case, choosing: Choosing, material: Material) -> None:
    from rich.rule import Rule
    from rich.text import Text

    console.print()
    progress = f"case {choosing.place} of {choosing.total}, {len(choosing.kept)} kept"
    console.print(Rule(progress, align="left", style="dim"))
    console.print(Text(_line(case.question), style="bold"))
    console.print(Text(_about_case(case), style="cyan"))
    for number, point in enumerate(case.evidence, start=1):
        for line in _shown_point(number, point, material):
            console.print(line)
    if choosing.lacks_evidence:
        console.print(NO_EVIDENCE, style="yellow")
    console.print(LEGEND, style="dim")


def _about_case(case: Case) -> str:
    parts = [", ".join(case.tags)]
    if not case.answerable:
        parts.append("not answerable: the reviews do not say")
    if case.stance:
        parts.append(f"stance {case.stance}")
    parts += [f"{name.replace('_', ' ')} {wanted}" for name, wanted in case.counts.wanted().items()]
    if case.scope.review_id:
        parts.append(f"about the review {_line(case.scope.review_id)} alone")
    parts += [f"must say {' or '.join(map(_line, words))}" for words in case.must_contain]
    return " · ".join(part for part in parts if part)


def _shown_point(number: int, point: Point, material: Material) -> Sequence[Text]:
    from rich.text import Text

    lines: list[Text] = []
    for place, passage in enumerate(point.any_of):
        review = material.reviews.get(passage.review or "")
        opening = f"{number:>3} " if place == 0 else f"{INDENT}or "
        lines.append(_in_context(opening, passage, review))
        if review is not None:
            stance = f" · {point.stance}" if point.stance else ""
            lines.append(Text(f"{INDENT}{_about_review(review)}{stance}", style="dim"))
    return lines


def _in_context(opening: str, passage: Passage, review: ReviewText | None) -> Text:
    from rich.text import Text

    quote = passage.quote or ""
    text = review.text if review is not None else quote
    start = max(0, text.find(quote))
    end = start + len(quote)
    shown = Text(opening, style="cyan")
    before, after = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    if start > CONTEXT_CHARS:
        before = "…" + before.partition(" ")[2]
    if end + CONTEXT_CHARS < len(text):
        after = after.rpartition(" ")[0] + "…"
    shown.append(_line(before), style="default")
    shown.append(_line(quote), style="bold yellow")
    shown.append(_line(after), style="default")
    return shown


def _about_review(review: ReviewText) -> str:
    rating = None
    if review.rating is not None:
        scale = "" if review.rating_scale is None else f"/{review.rating_scale:g}"
        rating = f"{review.rating:g}{scale}"
    parts = (review.author, rating, f"review {review.id}")
    return " · ".join(_line(part) for part in parts if part)


def _line(text: str) -> str:
    return plain(text).replace("\n", " ").replace("\t", " ")
