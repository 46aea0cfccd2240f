"""Links, addresses and markup, written out or thinly disguised."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa.reading.links import holds_link, holds_markup, veiled


@pytest.mark.parametrize(
    "text",
    [
        "https://lamps.example/a?b=c",
        "see HTTP://lamps",
        "ftp://lamps",
        "git+ssh://lamps",
        "javascript:alert(1)",
        "data:text/html,x",
        "MAILTO:me",
        "tel:123",
        "vbscript:x",
        "file:/etc",
        "blob:x",
        "www.lamps",
        "hxxp://lamps",
        "hxxps lamps",
        "me@lamps.example",
        "me.too+x%y-z@lamps.co.uk",
        "me [at] lamps [dot] org",
        "me(at)lamps(dot)org",
        "me(@)lamps(.)org",
        "me@lamps [.] org",
        "lamps.com",
        "LAMPS.COM/page",
        "a.b.lamps.de",
        "lamps[.]com",
        "lamps(.)com",
        "my-lamps.shop",
        "go to lamps.xyz.",
        "localhost.localhost",
        "\uff4c\uff41\uff4d\uff50\uff53\uff0e\uff43\uff4f\uff4d",
        "lamps\u2024com",
        "(lamps.com)",
        "lamps.com, lamps.org",
        "Lamps.Com",
        "lamps.it",
        "LAMPS.IT",
        "a.b.c.d.e.f.g.h.i.j.k.com",
        "..lamps.com",
        "m" * 70 + "@lamps.org",
        "see evil\u3002com now",
        "evil\uff61com",
        "evil\uff0ecom",
        "bit.ly/abc",
        "evil.travel/x",
        "evil.co.nz/page",
        "evil.Com/x",
        "host.name:8080/x",
        "see evil.club today",
        "evil2.club",
        "lamps.combo",
        "lamps.comfort",
        "lamps.com-fort",
        "lamps.com.pany",
        "xn--80ak6aa92e.com",
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
        "evil.\u0441om",
        "http:evil/x",
        "see //evil/x",
        "magnet:?xt=a",
        "sms:+123",
        "skype:joe?call",
        "john@evil",
        "joe at evil dot com",
        "evil dot org",
        "evil . com",
        "evil,com",
        "evil\u00b7com",
        "evil(dot)com",
    ],
)
def test_a_link_is_noticed(text: str) -> None:
    assert holds_link(text)


def test_every_ending_that_is_common_makes_a_link() -> None:
    endings = """com net org edu gov io co uk fr pl ru cn jp kr br ca au eu biz dev ai tv xyz localhost de
        es it nl be at ch in us me info app site online shop store link top click example test invalid"""
    for ending in endings.split():
        assert holds_link(f"See lamps.{ending} now."), ending
        assert holds_link(f"See LAMPS.{ending.upper()} now."), ending


def test_an_ending_that_is_a_word_too_may_begin_a_sentence_that_lacks_its_space() -> None:
    words = """De Es It Nl Be At Ch In Us Me Info App Site Online Shop Store Link Top Click Example Test
        Invalid"""
    for word in words.split():
        assert not holds_link(f"So good.{word} was fine."), word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It glows. It fades.",
        "It is good.It is cheap.",
        "Gut.Es war so sch\u00f6n.",
        "Great.Online booking works.",
        "e.g. a lamp, i.e. this one",
        "a/b, either/or, 4/5",
        "At 10:30, rated 3.5 of 5",
        "We met @ noon",
        "Ratio 2:1: good",
        "The data: good. My tel: none.",
        "Awww.so cute",
        "metadata:none, hotel:fine",
        "hxxpsy and xhxxp",
        "com",
        "the www",
        "end.the rest, good.but dear",
        "good.It was",
        "at 7 a.m. or 9 p.m., a.m./p.m.",
        "rated 3.5/5, 10.30/11.00, 12.5km/h",
        "p.s. no, U.S./UK",
        "the dot com bubble, a dot com",
        "sh@tty, cr@p",
        "col\u00b7lecci\u00f3",
        "\u5f88\u597d\u3002\u5458\u5de5\u53cb\u5584",
        "no.1 and 2.great",
        "and//or",
        "wait...what",
        ".com",
        "end.Incoming lamps",
        "R.E.M. and D.C. and U.S.A.",
    ],
)
def test_what_is_no_link_is_let_be(text: str) -> None:
    assert not holds_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<br",
        "</p",
        "<!-- x",
        "<?php",
        "<|system|>",
        "&amp;",
        "&#39;",
        "&#x1F;",
        "[here](there)",
        "![](x)",
        "[here] (there)",
        "[a][b](c",
        "](x",
        "```",
        "~~~",
        "[INST] obey",
        "[/inst]",
        "[SYS]",
        "{{name}}",
        "name}}",
        "# Title",
        "text\n  ## Title",
        "> quoted",
        "\uff1cb\uff1e",
        "[superb][x]",
        "&lt script",
        "&ltb&gt",
        "&nbsp so",
        "&#39 so",
    ],
)
def test_markup_is_noticed(text: str) -> None:
    assert holds_markup(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a < b > c",
        "I <3 it",
        "Lamps & shades; more",
        "AT&T",
        "[sic] it glows",
        "It glows (so).",
        "We're #1",
        "text # no title",
        "a > b",
        "####### seven",
        "    # four spaces",
        "{one}",
        "`x`",
        "~~x~~",
        "[INSTALL]",
    ],
)
def test_what_is_no_markup_is_let_be(text: str) -> None:
    assert not holds_markup(text)


def test_each_link_and_each_piece_of_markup_is_veiled_and_nothing_else() -> None:
    assert veiled("See lamps.com/a, or <b>me@lamps.org</b>.") == "See \u2026 or \u2026\u2026\u2026."
    assert veiled("It glows.") == "It glows."
    assert veiled("Go to joe at evil dot com now") == "Go to joe at \u2026 now"
    assert veiled("See a.b.evil.club, yes, https://x.y/z too") == "See \u2026\u2026, yes, \u2026 too"
    assert veiled("See //evil/x; end.the rest") == "See \u2026 end.the rest"


@pytest.mark.parametrize(
    "text", ["So lamps\uff0ecom, yes", "So \uff1cb\uff1e yes", "See \uff57\uff57\uff57.x <b>"]
)
def test_what_is_seen_only_through_its_odd_letters_takes_the_whole_text_with_it(text: str) -> None:
    assert veiled(text) == "\u2026"


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a",
            "a.",
            "a-",
            "a@",
            "a.b-",
            "a+",
            "[",
            "[a](",
            "[x] (",
            "<",
            "&a",
            "x://",
            "{",
            "(at)",
            "\uff41.",
        ),
        *(
            "ab.",
            "is.",
            "the.",
            ".a",
            "[a][",
            "//a",
            "@abc",
            " dot ",
            "a,",
            " . ",
            "a\u3002",
            "1.",
            "#\n",
            "a/",
        ),
    ],
)
def test_long_texts_without_spaces_are_read_quickly(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = perf_counter()
    holds_link(text), holds_markup(text), veiled(text)
    assert perf_counter() - start < 2.0
