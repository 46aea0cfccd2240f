from __future__ import annotations

import gzip
import io
import json
import random
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ingest.drafts import ReviewDraft
from qa.ingest.loaders import (
    DraftRow,
    FileDone,
    FileRecognised,
    FileSkipped,
    LoadOptions,
    RowProblem,
    load,
)

SEEDS = Path(__file__).parents[4] / "seeds"
ROWS = [
    {"review": "The crust is the point.", "product": "pie", "stars": 5},
    {"review": "Soggy by the second slice.", "product": "pie", "stars": 2},
]


def lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def drafts(*paths: Path, options: LoadOptions | None = None) -> list[ReviewDraft]:
    return [event.draft for event in load(paths, options) if isinstance(event, DraftRow)]


def problems(*paths: Path, options: LoadOptions | None = None) -> list[tuple[str, int | None, str]]:
    events = [event for event in load(paths, options) if isinstance(event, RowProblem)]
    return [(event.path.name, event.line, event.reason) for event in events]


CSV = "review,product,stars\nThe crust is the point.,pie,5\nSoggy by the second slice.,pie,2\n"


def parquet() -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), target)
    return target.getvalue()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "ndjson", "json", "parquet"])
def test_every_kind_of_table_gives_the_same_drafts(tmp_path: Path, ending: str, packed: bool) -> None:
    content = {
        "csv": CSV.encode,
        "tsv": CSV.replace(",", "\t").encode,
        "jsonl": lambda: lines(ROWS),
        "ndjson": lambda: lines(ROWS),
        "json": lambda: json.dumps(ROWS, indent=1).encode(),
        "parquet": parquet,
    }[ending]()
    path = put(tmp_path / f"pies.{ending}", gzip.compress(content) if packed else content)
    found = drafts(path)
    assert [(draft.text, draft.item_id, draft.rating) for draft in found] == [
        ("The crust is the point.", "pie", 5.0),
        ("Soggy by the second slice.", "pie", 2.0),
    ]
    assert problems(path) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path / "cafe.csv", "text,item\r\nCrème parfaite,café\r\n".encode(encoding))
    assert [(draft.text, draft.item_id) for draft in drafts(path)] == [("Crème parfaite", "café")]


def test_the_events_of_a_table_come_in_order(tmp_path: Path) -> None:
    path = put(tmp_path / "pies.csv", CSV + "only one cell\n")
    recognised, first, second, problem, done = load([path])
    assert isinstance(recognised, FileRecognised)
    assert (
        recognised.summary == "Reviews by column names: text <- review, item_id <- product, rating <- stars"
    )
    assert isinstance(first, DraftRow)
    assert isinstance(second, DraftRow)
    assert (first.line, second.line) == (2, 3)
    assert problem == RowProblem(path=path, line=4, reason="the row has 1 cell where the header has 3")
    assert done == FileDone(path=path, drafts=2, problems=1)


def test_yelp_rows_in_a_json_file_are_read_line_by_line(tmp_path: Path) -> None:
    row = {"review_id": "r", "user_id": "u", "business_id": "b", "stars": 4.0, "date": "2020-01-02 03:04:05"}
    path = put(tmp_path / "reviews.json", lines([{**row, "text": "Loud but kind."}, {**row, "text": "nan"}]))
    assert [draft.text for draft in drafts(path)] == ["Loud but kind.", "nan"]


def test_columns_may_be_named_by_the_user(tmp_path: Path) -> None:
    path = put(tmp_path / "odd.csv", "words,thing\nFits the shelf.,box\n")
    options = LoadOptions(columns={"text": "Words", "item_id": "thing"})
    assert [(draft.text, draft.item_id) for draft in drafts(path, options=options)] == [
        ("Fits the shelf.", "box")
    ]


def test_one_item_may_be_given_for_everything(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", CSV)
    put(tmp_path / "b.txt", "Flaky.")
    found = drafts(tmp_path, options=LoadOptions(item_id="all-pies"))
    assert [draft.item_id for draft in found] == ["all-pies"] * 3


def test_a_table_without_items_is_about_what_its_file_is_called(tmp_path: Path) -> None:
    path = put(tmp_path / "rye-bread.csv.gz", gzip.compress(b"text\nDense.\n"))
    assert [draft.item_id for draft in drafts(path)] == ["rye-bread"]


def test_a_format_may_be_given_for_files_with_other_endings(tmp_path: Path) -> None:
    path = put(tmp_path / "export.dat", CSV)
    assert len(drafts(path, options=LoadOptions(format="delimited"))) == 2


def test_rows_of_an_export_without_text_are_counted_not_reported(tmp_path: Path) -> None:
    header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
    rows = "2023-01-09,Ferry,2010,https://boxd.it/a,4,,Fine.,,\n2023-01-10,Fog,1999,https://boxd.it/b,3,,,,\n"
    path = put(tmp_path / "reviews.csv", header + rows)
    events = list(load([path]))
    assert events[-1] == FileDone(path=path, drafts=1, problems=0, without_text=1)
    assert [draft.item_id for draft in drafts(path)] == ["Ferry (2010)"]


def test_a_problem_in_an_array_on_one_line_names_its_element(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", '[{"text": "Fine.", "item": "i"}, {"text": "", "item": "i"}]')
    events = list(load([path]))
    assert RowProblem(path=path, line=1, reason="no text", element=2) in events
    assert [event.element for event in events if isinstance(event, DraftRow)] == [1]


def test_rows_of_other_tables_without_text_are_reported(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,item\n,pie\nFine.,pie\n")
    assert problems(path) == [("a.csv", 2, "no text")]


def test_a_file_without_review_text_is_a_note_in_a_folder_and_a_problem_when_named(tmp_path: Path) -> None:
    path = put(tmp_path / "questions.jsonl", lines([{"question": "Is it dry?", "item_id": "pie"}]))
    reason = "no review text column among: question, item_id"
    assert list(load([tmp_path])) == [FileSkipped(path=path, reason=reason)]
    assert problems(path) == [("questions.jsonl", None, reason)]


def test_an_unknown_ending_is_a_note_in_a_folder_and_a_problem_when_named(tmp_path: Path) -> None:
    path = put(tmp_path / "photo.jpeg", b"\xff\xd8")
    [note] = load([tmp_path])
    assert isinstance(note, FileSkipped)
    assert ".parquet" in note.reason
    assert len(problems(path)) == 1


@pytest.mark.parametrize("ending", ["txt", "csv", "tsv", "jsonl", "json", "parquet"])
@pytest.mark.parametrize("content", [b"", gzip.compress(b"")], ids=["plain", "gzip"])
def test_an_empty_file_is_a_problem(tmp_path: Path, ending: str, content: bytes) -> None:
    assert problems(put(tmp_path / f"a.{ending}", content)) == [(f"a.{ending}", None, "the file is empty")]


@pytest.mark.parametrize("ending", ["txt", "csv", "tsv", "jsonl", "json"])
def test_a_file_of_white_space_is_a_problem(tmp_path: Path, ending: str) -> None:
    [(name, line, _)] = problems(put(tmp_path / f"a.{ending}", " \n\r\n\t\n"))
    assert (name, line) == (f"a.{ending}", None)


def test_a_file_in_which_nothing_is_right_shows_a_few_problems_and_stops(tmp_path: Path) -> None:
    found = problems(put(tmp_path / "a.jsonl", "nonsense\n" * 10_000))
    assert [line for _, line, _ in found] == [1, 2, 3, 4, 5, None]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_rows_before_a_truncation_are_kept_and_the_next_file_is_read(tmp_path: Path, ending: str) -> None:
    noise = random.Random(3)
    rows = [{"review": noise.randbytes(400).hex(), "product": "pie", "stars": 1} for _ in range(2_000)]
    plain = lines(rows) if ending == "jsonl" else _csv(rows)
    packed = gzip.compress(plain)
    cut = put(tmp_path / f"a.{ending}.gz", packed[: len(packed) // 2])
    whole = put(tmp_path / "b.csv", CSV)
    found = drafts(cut, whole)
    assert 800 < len(found) - 2 < 1_200
    assert found[0].text == rows[0]["review"]
    assert problems(cut, whole) == [(cut.name, None, "the gzip data ends early; the file is cut off")]


def _csv(rows: list[dict[str, object]]) -> bytes:
    return "\n".join(
        ["review,product,stars", *(",".join(map(str, row.values())) for row in rows), ""]
    ).encode()


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_file_cut_within_its_first_rows_keeps_those_that_are_whole(tmp_path: Path, ending: str) -> None:
    noise = random.Random(3)
    rows = [{"review": noise.randbytes(2_000).hex(), "product": "pie", "stars": 1} for _ in range(20)]
    packed = gzip.compress(lines(rows) if ending == "jsonl" else _csv(rows))
    cut = put(tmp_path / f"a.{ending}.gz", packed[: len(packed) // 2])
    assert [draft.text for draft in drafts(cut)] == [row["review"] for row in rows[: len(drafts(cut))]]
    assert 8 <= len(drafts(cut)) <= 11
    assert len(problems(cut)) == 1


def test_a_gzip_bomb_is_a_problem_whatever_it_claims_to_be(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(80 * 2**20), compresslevel=9)
    assert len(bomb) < 100_000
    for ending in ("csv", "jsonl", "json", "parquet"):
        found = problems(put(tmp_path / f"bomb.{ending}.gz", bomb))
        assert found, ending
        assert not drafts(tmp_path / f"bomb.{ending}.gz")


def test_a_bomb_of_good_rows_stops_when_it_shows(tmp_path: Path) -> None:
    body = b'{"review": "' + b"so good " * 900 + b'", "product": "pie"}\n'
    packed = gzip.compress(body * (70 * 2**20 // len(body)), compresslevel=9)
    assert len(packed) * 200 < 70 * 2**20
    [(_, line, reason)] = problems(put(tmp_path / "bomb.jsonl.gz", packed))
    assert (line, "looks like a bomb" in reason) == (None, True)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_a_problem_of_its_row(tmp_path: Path, number: str) -> None:
    content = '{"text": "a", "item": "i", "stars": ' + number + '}\n{"text": "b", "item": "i"}\n'
    path = put(tmp_path / "a.jsonl", content)
    assert [draft.text for draft in drafts(path)] == ["b"]
    [(_, line, _)] = problems(path)
    assert line == 1


def test_half_a_character_in_a_text_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "x\\ud83d", "item": "i"}\n{"text": "ok", "item": "i"}\n')
    assert [draft.text for draft in drafts(path)] == ["ok"]
    [(_, line, reason)] = problems(path)
    assert (line, "offset 1" in reason) == (1, True)


def test_a_text_too_long_for_a_review_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,item\n" + "w" * 1_000_000 + ",i\nfine,i\n")
    assert [draft.text for draft in drafts(path)] == ["fine"]
    assert problems(path) == [("a.csv", 2, "text has 1,000,000 characters; the most is 200,000.")]


def test_a_nul_in_a_text_is_accepted_and_in_an_id_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,item\na\x00b,i\nfine,i\x00i\n")
    assert [draft.text for draft in drafts(path)] == ["a\x00b"]
    assert problems(path) == [("a.csv", 3, "item_id holds a control character.")]


def test_of_two_columns_of_one_name_the_first_is_used(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,item,text\nfirst,i,second\n")
    [draft] = drafts(path)
    assert (draft.text, dict(draft.metadata)) == ("first", {"text (2)": "second"})


def test_a_path_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.csv").mkdir()
    put(tmp_path / "z.csv", CSV)
    assert len(drafts(tmp_path)) == 2
    assert [name for name, _, _ in problems(tmp_path)] == ["gone.csv"]


def test_a_file_that_vanishes_before_it_is_read_is_a_problem(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", CSV)
    loading = load([path])
    path.unlink()
    assert [event.reason for event in loading if isinstance(event, RowProblem)] == [
        "cannot be read: no such file or directory"
    ]


def test_a_folder_that_holds_itself_does_not_stop_its_files(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b.csv", CSV)
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    assert len(drafts(tmp_path)) == 2
    assert problems(tmp_path) == [("again", None, "the folder leads back into itself")]


def test_without_pyarrow_a_parquet_file_is_a_problem_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    put(tmp_path / "a.parquet", b"PAR1")
    put(tmp_path / "b.csv", CSV)
    assert len(drafts(tmp_path)) == 2
    [(_, _, reason)] = problems(tmp_path)
    assert 'pip install "pullquote[parquet]"' in reason


def test_progress_runs_from_nothing_to_all_bytes(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", lines(ROWS * 20_000))
    put(tmp_path / "b.csv.gz", gzip.compress(CSV.encode()))
    put(tmp_path / "c.parquet", parquet())
    put(tmp_path / "d.unknown", "x" * 1_000)
    loading = load([tmp_path])
    assert loading.bytes_total == sum(path.stat().st_size for path in tmp_path.iterdir())
    seen = [loading.bytes_read, *(loading.bytes_read for _ in loading)]
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    assert loading.bytes_read == loading.bytes_total


PIECES = st.lists(
    st.sampled_from(
        [
            b"text,item\n",
            b'{"text": "a", "item": "i"}',
            b"[",
            b"]",
            b",",
            b'"',
            b"\n",
            b"\r",
            b"\xff\xfe",
            b"\x00",
        ]
    )
    | st.binary(max_size=8),
    max_size=20,
)


@given(
    pieces=PIECES,
    ending=st.sampled_from(["txt", "csv", "tsv", "jsonl", "json", "parquet"]),
    packed=st.booleans(),
)
def test_no_content_whatever_raises(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], ending: str, packed: bool
) -> None:
    content = b"".join(pieces)
    path = tmp_path_factory.getbasetemp() / f"anything.{ending}"
    path.write_bytes(gzip.compress(content) if packed else content)
    loading = load([path])
    events = list(loading)
    assert loading.bytes_read == loading.bytes_total
    assert any(isinstance(event, RowProblem | FileDone | DraftRow) for event in events)


@pytest.mark.skipif(not (SEEDS / "README.md").exists(), reason="needs the example reviews beside the tests")
def test_the_example_reviews_load_without_options_or_problems() -> None:
    events = list(load([SEEDS]))
    assert not [event for event in events if isinstance(event, RowProblem)]
    assert {event.path.name for event in events if isinstance(event, FileSkipped)} == {
        "README.md",
        "cases.yaml",
    }
    names = {event.format for event in events if isinstance(event, FileRecognised)}
    assert {"Amazon Reviews 2023", "Yelp", "Text files, one review each"} <= names
    found = [event.draft for event in events if isinstance(event, DraftRow)]
    assert len(found) >= 40
    assert all(draft.published is None or date(1990, 1, 1) < draft.published for draft in found)
