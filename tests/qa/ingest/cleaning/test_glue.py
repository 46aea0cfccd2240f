"""Words that lost the space between them."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.glue import glue_edits

AROUND = (
    " It is one of the better films of that year, and the cast does well with what it has to do for this."
)
LOSSY = " It was made with care, andthe parts whichthey play are good for what it is. We saw itwith friends."


LINKS = AROUND + " It was shot byMark Pellin Lisbon, and he spoke toHelen Ostryabout what it is."


def unglued(source: str) -> str:
    return Alignment.from_edits(source, glue_edits(source))[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("I went to talk toUna Pell, and left.", "I went to talk to Una Pell, and left."),
        ("I went to talk toBurt Lancasterabout a film.", "I went to talk to Burt Lancaster about a film."),
        (
            "Think ofNeve CampbellandIvo Grasleyin a play.",
            "Think of Neve Campbell and Ivo Grasley in a play.",
        ),
        ("She is meant as aParis Hiltontype.", "She is meant as a Paris Hilton type."),
        ("Go and seeUna Wattsportray a queen ofRome.", "Go and see Una Watts portray a queen of Rome."),
        ("It starsIvo Brantas a spy. Brant is fine.", "It stars Ivo Brant as a spy. Brant is fine."),
        ("It was shot by directorUna Pell.", "It was shot by director Una Pell."),
        ("A cameo byRobert PellJr. is fun.", "A cameo by Robert Pell Jr. is fun."),
        ("They used theFBI again.", "They used the FBI again."),
        ("She met withIda McNichol there.", "She met with Ida McNichol there."),
        ("The parts (ChristopherBrant) are small.", "The parts (Christopher Brant) are small."),
        ("AndUna is good.", "And Una is good."),
        ("They usedto sing.", "They used to sing."),
        ("It is a fate thatbefalls nobody.", "It is a fate that befalls nobody."),
        ("They have butfourenormous sons.", "They have but four enormous sons."),
        ("In the end he'sshipwrecked.", "In the end he's shipwrecked."),
    ],
)
def test_lost_spaces_come_back(source, text):
    assert unglued(source + AROUND) == text + AROUND


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A doggedfunctionary.", "A dogged functionary."),
        ("Ipreferred it.", "I preferred it."),
        ("Butbefore it ends.", "But before it ends."),
        ("It is ajabbing pain.", "It is a jabbing pain."),
        ("So itis.", "So it is."),
    ],
)
def test_a_text_that_loses_spaces_throughout_needs_less_proof(source, text):
    assert unglued(source + LOSSY).startswith(text)
    assert unglued(source + AROUND).startswith(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It ends ina quarry.", "It ends in a quarry."),
        ("It is meant asa joke ofa kind.", "It is meant as a joke of a kind."),
        ("There is no need tohurry it.", "There is no need to hurry it."),
        ("A score thatMichel Grandetwrote is good.", "A score that Michel Grandet wrote is good."),
        ("There isDan McNicholwho plays it.", "There is Dan McNichol who plays it."),
        ("It is forNaomi Wattsand me.", "It is for Naomi Watts and me."),
        ("It has Tom Lee, Ben Johnsonand, later, me.", "It has Tom Lee, Ben Johnson and, later, me."),
        ("Heroes a laChristopher Walken, say.", "Heroes a la Christopher Walken, say."),
        ("Think ofJess Waltervoice, then leave.", "Think of Jess Walter voice, then leave."),
        ("AsUna Marsk says.", "As Una Marsk says."),
        ('He was in "PurpleHarvest" too.', 'He was in "Purple Harvest" too.'),
        ("It is set inBrokenhill then.", "It is set in Brokenhill then."),
        ("A lightmidnightmovie then.", "A light midnight movie then."),
        ("It is full of allusionstoreal-world trouble.", "It is full of allusions to real-world trouble."),
    ],
)
def test_a_text_that_breaks_links_needs_less_proof(source, text):
    assert unglued(source + LINKS).startswith(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It is Marla Pell'sIvo Brant now.", "It is Marla Pell's Ivo Brant now."),
        ("So it'sIvo Brant again.", "So it's Ivo Brant again."),
        ("It was in the NewYork press.", "It was in the New York press."),
        ("They said that nobody hadmissed it.", "They said that nobody had missed it."),
    ],
)
def test_some_losses_are_certain_anywhere(source, text):
    assert unglued(source + AROUND).startswith(text)


@pytest.mark.parametrize(
    "kept",
    [
        "an InDesign file, an OnStar call, StarFleet, BlackBerry, FaceTime and FilmDistrict",
        "a singleminded, foulmouthed man who outguns them in a getup, woulda, coulda",
        "withBreckin Moss, forAnakin Marsk and toRenato Vane",
        "MyAnna Moss, JoBeth Vane, LaToya Finch and d'Artagnan",
        "Ina said so, and Isa did, and the fora were shut",
        "Toback's film, Linklater's film, Beavis and Beavis again",
    ],
)
def test_even_there_a_name_stays_whole(kept):
    rewritten = kept.replace("withB", "with B").replace("forA", "for A").replace("toR", "to R")
    cut = unglued(kept + "." + LINKS).split(". It is")[0]
    assert cut.replace("the for a were", "the fora were") == rewritten


def test_a_capitalised_word_that_occurs_twice_is_a_name_in_a_text_that_loses_spaces():
    text = "I saw Beavis there. Beavis was fine."
    assert unglued(text + LOSSY).startswith(text)


@pytest.mark.parametrize(
    "kept",
    [
        "of Barbra Streisand in a film",
        "ofBarbra Streisand, who sings",
        "with myTouch, inDesign and reMarkable reMarkable",
        "an Airbender, an Audioquest and the Linkstation",
        "by Una Chianese and Ivo Thurman",
        "from www.theFilm.com and @theUna, #ofUna, a/toUna, toUna2",
        "the MyFitness and TheWrap and TheWrap people",
        "a moviegoer, a filmgoer and an overhyped sidekick",
        "recieve, definately, becuase, togheter and thier",
        "the goatherd, the wherewithal, and an ampersand",
    ],
)
def test_without_proof_nothing_is_cut(kept):
    cut = unglued(kept + "." + AROUND)
    assert cut.replace("of Barbra Streisand, who", "ofBarbra Streisand, who") == kept + "." + AROUND


def test_a_name_twice_in_one_text_is_a_name():
    text = "I bought the proTouch, and the proTouch is good." + AROUND
    assert unglued(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le film deNiro est tourné dans les rues de la ville avec une grande équipe et beaucoup de soin.",
        "Der Film ist einfach großartig und vonAnna mit viel Liebe gemacht, aber leider zu lang für Kinder.",
        "今日の映画はとても良かったです。",
    ],
)
def test_other_languages_are_left_alone(text):
    assert glue_edits(text) == []
