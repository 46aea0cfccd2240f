"""Numbers, and words on how many people say something."""

from __future__ import annotations

import pytest

from qa.generation.counting_words import counts_people, numbers_in
from qa.words import words

TO_NINETEEN = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nothing here.", set()),
        ("It has 3 beds and 12 lamps.", {"3", "12"}),
        ("Three beds and twelve lamps.", {"3", "12"}),
        ("NINETEEN lamps", {"19"}),
        ("Twenty rooms", {"20"}),
        ("Twenty-three rooms", {"23"}),
        ("twenty three rooms", {"23"}),
        ("ninety-nine rooms", {"99"}),
        ("twenty-one rooms", {"21"}),
        ("twenty, three", {"20", "3"}),
        ("twenty sixteen", {"20", "16"}),
        ("untwenty three", {"3"}),
        ("One bed, first floor, zero stars", set()),
        ("1,000 lamps", {"1000"}),
        ("007", {"7"}),
        ("00", {"0"}),
        ("3.5 stars", {"3.5"}),
        ("At 10:30", {"10:30"}),
        ("4/5", {"4/5"}),
        ("3.", {"3"}),
        ("hundreds of lamps", {"hundred"}),
        ("a hundred, a dozen", {"hundred", "dozen"}),
        ("\uff13 beds", {"3"}),
        ("x\u00b2", {"\u00b2"}),
        ("$1,299.00", {"1299"}),
        ("1.299,00 Euro", {"1299"}),
        ("0,125 l", {"0,125"}),
        ("4,99", {"4.99"}),
        (".5 km", {"0.5"}),
        ("so good.5 stars", {"5"}),
        ("2.0 and 40.00 and 0.0", {"2", "40", "0"}),
        ("12.5%, 40 %, 5 percent, 6 per cent", {"12.5%", "40%", "5%", "6%"}),
        ("forty percent", {"40%"}),
        ("twenty-five percent", {"25%"}),
        ("vierzig Prozent", {"40%"}),
        ("22-24 and 36\u201337", {"22", "24", "36", "37"}),
        ("on 2024-05-06", {"2024/05/06"}),
        ("a 10-minute walk", {"10"}),
        ("a ten-minute walk", {"10"}),
        ("it was -40 outside", {"-40"}),
        ("09:30", {"9:30"}),
        ("the Q7 and the b2", set()),
        ("at 10am, 24h", {"10", "24"}),
        ("40k and 2bn", {"40k", "2bn"}),
        ("40 bn", {"40", "bn"}),
        ("1st, 2nd, first, second", set()),
        ("third, 3rd, fourth, 21st, twentieth, thirtieth", {"3.", "4.", "21.", "20.", "30."}),
        ("\u0664\u0660", {"40"}),
        ("\u2776 \u2460 \u2173 \u00bd", {"\u2776", "\u2460", "\u2173", "\u00bd"}),
        ("two and a half", {"2", "\u00bd"}),
        ("\u56db\u5341 beds, \u4e00 bed, \u5341\u5206", {"\u56db\u5341"}),
        ("vierzig, douze, tres, dodici, twaalf", {"40", "12", "3"}),
        ("f\u00fcnfundvierzig", {"f\u00fcnfundvierzig"}),
        ("vijfenveertig", {"vijfenveertig"}),
        ("fortyfive twotwo", {"fortyfive", "twotwo"}),
        ("it is due once more", set()),
        ("x_40", {"40"}),
        ("2x better", {"2"}),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Most reviewers like it.",
        "MANY guests complain.",
        "Several of the reviewers agree.",
        "A few people say so.",
        "Few readers finish it.",
        "All three critics hate it.",
        "Both reviewers agree.",
        "Every guest is happy.",
        "No one likes it.",
        "No reviewer likes it.",
        "None of those customers returned.",
        "Half of our visitors left.",
        "The majority of users left.",
        "A number of diners left.",
        "Lots of fans came.",
        "Plenty of other travellers came.",
        "3 reviewers like it.",
        "Three reviewers like it.",
        "9 out of 10 guests like it.",
        "nine out of ten guests like it.",
        "80% of people like it.",
        "80 percent of buyers like it.",
        "80 per cent of buyers like it.",
        "Dozens of owners returned it.",
        "Some happy customers returned.",
        "Everyone likes it.",
        "Nobody likes it.",
        "It is unanimously liked.",
        "The consensus is good.",
        "It is liked without exception.",
        "It is universally liked.",
        "no-one likes it",
        "Many others like it.",
        "Many say the breakfast was very good.",
        "Most found the breakfast very good.",
        "It was good, and most even loved it.",
        "All agree that it is good.",
        "Hardly anyone thought it good.",
        "Several praise the breakfast.",
        "None liked it.",
        "Nearly all of them praise it.",
        "It is widely praised.",
        "Loads of guests praise it.",
        "Countless guests praise it.",
        "Scores of guests praise it.",
        "Most families praise it.",
        "Most of the happy hotel guests praise it.",
        "The overwhelming bulk of guests praise it.",
        "Almost every single reviewer praises it.",
        "Two complain of noise.",
        "Viele G\u00e4ste loben es.",
        "Fast alle G\u00e4ste loben es.",
        "Drei von vier G\u00e4sten loben es.",
        "Viele finden es gut.",
        "Niemand lobt es.",
        "La plupart des clients l'aiment.",
        "Trois clients l'aiment.",
        "Tout le monde l'aime.",
        "Bueno seg\u00fan doce clientes.",
        "Muchos de los clientes vuelven.",
        "La maggior parte degli ospiti torna.",
        "Quasi tutti gli ospiti tornano.",
        "Bijna alle gasten komen terug.",
        "De meeste gasten komen terug.",
        "\u5927\u591a\u6570\u4eba\u559c\u6b22\u3002",
    ],
)
def test_a_word_on_how_many_say_so_is_noticed(text: str) -> None:
    assert counts_people(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "One reviewer likes it.",
        "The reviewers like it.",
        "Reviewers like it.",
        "A guest complains.",
        "Most lamps glow.",
        "It has three beds.",
        "All of it is good.",
        "An almost friendly reader.",
        "It peoples the land.",
        "",
        "One reviewer praises the breakfast.",
        "Reviewers praise the breakfast.",
        "Some dishes were cold.",
        "All rooms have a bath.",
        "All rooms have a bath for guests.",
        "Others disagree.",
        "The dish most liked is the tart.",
        "The most praised dish is the tart.",
        "Every couple of minutes a bell rings.",
        "The shoes are too narrow for some.",
        "Das Zimmer war sauber.",
        "Les clients aiment la salle.",
    ],
)
def test_what_counts_no_people_is_let_be(text: str) -> None:
    assert not counts_people(text, "")


def test_what_the_sources_say_themselves_may_be_said() -> None:
    assert not counts_people("It suits  all\nguests.", "A place for ALL  guests, they say.")
    assert not counts_people("Nobody came.", "I saw that nobody came.")
    assert counts_people("It suits all guests and nobody minds.", "A place for all guests.")
    assert counts_people("All guests like it; most guests return.", "A place for all guests.")


def test_words_of_a_source_are_whole_words() -> None:
    assert counts_people("All guests like it.", "Small guests like it.")
    assert not counts_people("It was good, and most found it so.", "Most found it dear.")
    assert not counts_people("80% of people like it.", "I heard that 80% of people do.")


def test_every_word_for_people_and_every_word_for_how_many_is_noticed() -> None:
    people = """review reviews reviewer reviewers guest guests critic critics customer customers people person
        persons user users buyer buyers reader readers viewer viewers diner diners visitor visitors traveler
        travelers traveller travellers patron patrons owner owners player players other others opinion
        opinions shopper shoppers fan fans author authors commenter commenters"""
    for word in words(people):
        assert counts_people(f"It pleases several {word} much.", ""), word
    shares = f"""most many several some few all both every each no none numerous multiple various half
        majority minority handful number couple third quarter lot lots plenty dozens hundreds dozen
        hundred thousand thousands million millions billion billions {TO_NINETEEN} {TENS}"""
    for word in words(shares):
        assert counts_people(f"It pleases {word} guests much.", ""), word
        assert counts_people(f"It pleases {word} of the guests much.", ""), word


@pytest.mark.parametrize(
    "share",
    [
        *(
            "a few",
            "a lot of",
            "the majority of",
            "a third of",
            "10 %",
            "80%",
            "3.5",
            "two in ten",
            "half in",
        ),
        *("most of the", "most of these", "most of those", "most of our", "most of other", "most of happy"),
        *(f"most of {word} happy" for word in ("the", "these", "those", "our", "other")),
    ],
)
def test_words_between_how_many_and_people_hide_nothing(share: str) -> None:
    assert counts_people(f"It pleases {share} guests much.", "")


def test_every_word_for_everyone_is_noticed() -> None:
    everyone = "everyone everybody nobody unanimous unanimously universal universally majority consensus"
    for word in (*words(everyone), "no one", "no-one", "without exception"):
        assert counts_people(f"So says {word} here.", ""), word
        assert not counts_people(f"So says x{word}x here.", ""), word


def test_every_number_in_words_is_read() -> None:
    for value, word in enumerate(words(TO_NINETEEN), start=2):
        assert numbers_in(f"{word} lamps") == {str(value)}
    for value, word in enumerate(words(TENS), start=2):
        assert numbers_in(f"{word} lamps") == {f"{value}0"}
        assert numbers_in(f"{word}-one lamps") == {f"{value}1"}
    for word in ("hundred", "thousand", "million", "billion", "dozen"):
        assert numbers_in(f"a {word} lamps") == numbers_in(f"{word}s of lamps") == {word}


@pytest.mark.parametrize(
    "text", ["It pleases upmost guests.", "It pleases most guestsy lamps.", "It is 3 lamps and peoples it."]
)
def test_a_part_of_a_word_counts_nobody(text: str) -> None:
    assert not counts_people(text, "")
