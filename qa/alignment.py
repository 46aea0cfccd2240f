"""The exact map between what was given and what is shown.

Cleaning edits a text: it deletes, replaces and inserts. An `Alignment` remembers every edit, so that a
span of the cleaned text can be found in the source and the other way round.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, Self

__all__ = ["Alignment", "Edit", "Segment", "Span"]


class Span(NamedTuple):
    """A stretch of text: 0-based, end-exclusive, in Unicode code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `source[start:end]` by `replacement` (empty deletes, `start == end` inserts)."""

    start: int
    end: int
    replacement: str


class Segment(NamedTuple):
    """A stretch of the text and the stretch of the source it came from.

    A kept segment maps character by character. Any other is atomic: each of its characters came from all
    of `source_start:source_end`, which is empty for inserted text.
    """

    text_start: int
    text_end: int
    source_start: int
    source_end: int
    kept: bool


_TEXT_START = attrgetter("text_start")
_SOURCE_START = attrgetter("source_start")
_SOURCE_END = attrgetter("source_end")


class Alignment:
    """Maps spans between a source and the text made from it. Immutable.

    `segments` tile the text in order. Their source bounds never decrease; what lies between them in the
    source was deleted.
    """

    __slots__ = ("_encoded", "_segments", "source_length")

    def __init__(self, *, source_length: int, segments: tuple[Segment, ...]) -> None:
        self.source_length = source_length
        self._segments: tuple[Segment, ...] | None = segments
        self._encoded = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, which a stored alignment decodes when they are first asked for."""
        if self._segments is None:
            self._segments = self.decode(self._encoded).segments
        return self._segments

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alignment):
            return NotImplemented
        return self.source_length == other.source_length and self.segments == other.segments

    def __hash__(self) -> int:
        return hash((self.source_length, self.segments))

    def __repr__(self) -> str:
        return f"Alignment.decode({self.encode()!r})"

    @classmethod
    def identity(cls, length: int) -> Self:
        """The alignment of a text of `length` code points that nothing was done to."""
        segments = (Segment(0, length, 0, length, True),) if length else ()
        return cls(source_length=length, segments=segments)

    @classmethod
    def from_edits(cls, source: str, edits: Sequence[Edit]) -> tuple[str, Self]:
        """Apply edits to a source: the text, and its alignment.

        Raises: ValueError unless the edits are sorted, do not overlap and lie within the source.
        """
        if not edits:
            return source, cls.identity(len(source))
        parts: list[str] = []
        segments = _Segments()
        done = 0
        for start, end, replacement in edits:
            if not done <= start <= end <= len(source):
                raise ValueError(f"edit {start}:{end} overlaps its neighbour, or lies outside the source")
            parts += (source[done:start], replacement)
            segments.add(start - done, done, start, kept=True)
            segments.add(len(replacement), start, end, kept=False)
            done = end
        parts.append(source[done:])
        segments.add(len(source) - done, done, len(source), kept=True)
        return "".join(parts), cls(source_length=len(source), segments=tuple(segments.rows))

    @property
    def text_length(self) -> int:
        """Length of the text, in code points."""
        return self.segments[-1].text_end if self.segments else 0

    def to_source(self, start: int, end: int) -> Span:
        """The smallest source span that covers the characters of a text span.

        An inserted character has an empty source, at the place where it was put.

        Raises: ValueError when the span does not lie within the text.
        """
        if not 0 <= start <= end <= self.text_length:
            raise ValueError(f"span {start}:{end} lies outside a text of {self.text_length} characters")
        if start == end:
            return self._place(start)
        return Span(self._source_start(start), self._source_end(end - 1))

    def to_text(self, start: int, end: int) -> Span:
        """The text span of the characters that came from a source span.

        Where all of them were deleted, the span is empty and marks the place. Inserted characters belong
        to the span only when they lie inside it, or when the source span is the empty place they were put.

        Raises: ValueError when the span does not lie within the source.
        """
        if not 0 <= start <= end <= self.source_length:
            raise ValueError(f"span {start}:{end} lies outside a source of {self.source_length} characters")
        first = bisect_right(self.segments, start, key=_SOURCE_END)
        if start == end:
            while first and self.segments[first - 1].source_start == start:
                first -= 1
        text_start = self._first_from(first, start)
        last = bisect_left(self.segments, end, key=_SOURCE_START) - 1
        if start == end:
            while last + 1 < len(self.segments) and self.segments[last + 1].source_end == end:
                last += 1
        return Span(text_start, max(text_start, self._end_before(last, end)))

    def then(self, later: Alignment) -> Alignment:
        """The alignment from this source to the text of a second round of edits.

        `later` aligns this alignment's text to that text.

        Raises: ValueError when the lengths do not meet.
        """
        if later.source_length != self.text_length:
            raise ValueError(f"{later.source_length} characters cannot follow {self.text_length}")
        if self == Alignment.identity(self.source_length):
            return later
        segments = _Segments()
        for segment in later.segments:
            if segment.kept:
                for part in self._within(segment.source_start, segment.source_end):
                    segments.add(part.text_end - part.text_start, *part[2:4], kept=part.kept)
            else:
                source = self.to_source(segment.source_start, segment.source_end)
                segments.add(segment.text_end - segment.text_start, *source, kept=False)
        return Alignment(source_length=self.source_length, segments=tuple(segments.rows))

    def encode(self) -> str:
        """A compact form to store: `decode` gives back an equal alignment.

        The source's length, then each segment as `gap.length` when kept, else `gap.length.source_length`;
        the gap counts from the end of the segment before and a gap of 0 is left out.
        """
        words = [str(self.source_length)]
        done = 0
        for segment in self.segments:
            gap, length = segment.source_start - done, segment.text_end - segment.text_start
            word = f"{gap or ''}.{length}" if gap or not segment.kept else str(length)
            words.append(word if segment.kept else f"{word}.{segment.source_end - segment.source_start}")
            done = segment.source_end
        return " ".join(words)

    @classmethod
    def stored(cls, encoded: str) -> Self:
        """What `decode` gives, decoded only when it is used: many reviews are read for each that is cited."""
        alignment = cls(source_length=int(encoded.partition(" ")[0]), segments=())
        alignment._segments, alignment._encoded = None, encoded
        return alignment

    @classmethod
    def decode(cls, encoded: str) -> Self:
        """Read what `encode` wrote. Raises: ValueError when it is not that."""
        source_length, *words = encoded.split(" ")
        segments: list[Segment] = []
        text = done = 0
        for word in words:
            numbers = word.split(".")
            gap = int(numbers[0] or 0) if len(numbers) > 1 else 0
            length = int(numbers[1] if len(numbers) > 1 else numbers[0])
            kept = len(numbers) < 3
            start = done + gap
            done = start + (length if kept else int(numbers[2]))
            segments.append(Segment(text, text + length, start, done, kept))
            text += length
        return cls(source_length=int(source_length), segments=tuple(segments))

    def _at(self, position: int) -> Segment:
        return self.segments[bisect_right(self.segments, position, key=_TEXT_START) - 1]

    def _source_start(self, position: int) -> int:
        segment = self._at(position)
        return segment.source_start + (position - segment.text_start if segment.kept else 0)

    def _source_end(self, position: int) -> int:
        segment = self._at(position)
        if segment.kept:
            return segment.source_start + position - segment.text_start + 1
        return segment.source_end

    def _place(self, position: int) -> Span:
        """Where in the source a gap between two characters lies: wide when it is inside atomic text."""
        start = self._source_start(position) if position < self.text_length else self.source_length
        before = self._source_end(position - 1) if position else 0
        return Span(start, max(start, before))

    def _first_from(self, index: int, start: int) -> int:
        if index == len(self.segments):
            return self.text_length
        segment = self.segments[index]
        return segment.text_start + (max(0, start - segment.source_start) if segment.kept else 0)

    def _end_before(self, index: int, end: int) -> int:
        if index < 0:
            return 0
        segment = self.segments[index]
        if segment.kept:
            return min(segment.text_end, segment.text_start + end - segment.source_start)
        return segment.text_end

    def _within(self, start: int, end: int) -> Iterator[Segment]:
        """The segments of `text[start:end]`, the first and last cut to it."""
        index = bisect_right(self.segments, start, key=_TEXT_START) - 1
        while start < end:
            segment = self.segments[index]
            stop = min(end, segment.text_end)
            if segment.kept:
                source = segment.source_start + start - segment.text_start
                yield Segment(start, stop, source, source + stop - start, True)
            else:
                yield Segment(start, stop, segment.source_start, segment.source_end, False)
            start, index = stop, index + 1


class _Segments:
    """Segments under construction, joined where they say the same, so that equal maps compare equal."""

    def __init__(self) -> None:
        self.rows: list[Segment] = []

    def add(self, length: int, source_start: int, source_end: int, *, kept: bool) -> None:
        if not length:
            return
        kept = kept or length == source_end - source_start == 1
        start = 0
        if self.rows:
            last = self.rows[-1]
            start = last.text_end
            if kept and last.kept and last.source_end == source_start:
                self.rows[-1] = last._replace(text_end=start + length, source_end=source_end)
                return
            if not kept and not last.kept and last[2:4] == (source_start, source_end):
                self.rows[-1] = last._replace(text_end=start + length)
                return
        self.rows.append(Segment(start, start + length, source_start, source_end, kept))
