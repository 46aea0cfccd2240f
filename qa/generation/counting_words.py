"""Numbers in a text, and words on how many people say something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qa.numerals import ONES, TENS, in_words
from qa.words import word_set, words

__all__ = ["counts_people", "numbers_in"]

_PERCENT = r"(?:per ?cent|prozent|por ciento|pour cent|per cento|procent)\b"
# A number as it is written: 1.5, 1,299.00, 10:45, 8/10, 12.5%, 40k, 3rd; no digits of a name, as in "Q7".
_WRITTEN = re.compile(
    r"(?<![^\W_])(?<!\d[.,:/])(?P<sign>[-\u2212])?(?P<digits>\.?\d[\d.,:/]*)(?P<letters>[^\W\d_]*)"
    rf"(?P<share>\s?[%\u2030]|\s{_PERCENT})?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)")
_RANGE = re.compile(r"(?<=[\d%])\s?[-\u2010-\u2015\u2212~]\s?(?=[.\d])")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+,\d+")
_SCALES = word_set("k mn bn mio mrd tsd")
_LARGE = word_set(
    """hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens
    bn mn mio mrd hundert tausend millionen milliarden mille mil cien mila honderd duizend"""
)
# "One" and "first" are as often no number at all, nor is "second"; "zero" never tells of a thing.
_SMALL = frozenset(ONES[2:]) | frozenset(TENS)
_COMPOUND = re.compile(rf"\b({'|'.join(TENS)})[-\s]({'|'.join(ONES[1:10])})\b", re.IGNORECASE)
_IN_DIGITS = {word: str(value) for value in range(2, 100) for word in [in_words(value)]}
# German, French, Spanish, Italian, Dutch; without what is another word too: elf, once, due, sei, seize, dos.
_ABROAD = {
    2: "zwei deux twee",
    3: "drei trois tres tre drie",
    4: "vier quatre cuatro quattro",
    5: "f\u00fcnf cinq cinco cinque vijf",
    6: "sechs seis zes",
    7: "sieben siete sette zeven",
    8: "acht huit ocho otto",
    9: "neun neuf nueve negen",
    10: "zehn diez dieci tien",
    11: "undici",
    12: "zw\u00f6lf douze doce dodici twaalf",
    13: "dreizehn treize trece tredici dertien",
    14: "vierzehn quatorze catorce quattordici veertien",
    15: "f\u00fcnfzehn quinze quindici vijftien",
    20: "zwanzig vingt veinte venti twintig",
    30: "drei\u00dfig trente treinta trenta dertig",
    40: "vierzig quarante cuarenta quaranta veertig",
    50: "f\u00fcnfzig cinquante cincuenta cinquanta vijftig",
    60: "sechzig soixante sesenta sessanta zestig",
    70: "siebzig setenta settanta zeventig",
    80: "achtzig ochenta ottanta tachtig",
    90: "neunzig noventa novanta negentig",
}
_VALUES = _IN_DIGITS | {word: str(value) for value, some in _ABROAD.items() for word in words(some)}
_SPOKEN_SHARE = re.compile(rf"\b({'|'.join(_VALUES)})\s{_PERCENT}", re.IGNORECASE)
_ORDINALS = {
    word: f"{value}."
    for value, word in enumerate(
        words(
            """third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
            fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
        ),
        start=3,
    )
} | {f"{ten[:-1]}ieth": f"{value}0." for value, ten in enumerate(TENS, start=2)}
_RUN_TOGETHER = re.compile(
    rf"(?:(?:{'|'.join((*ONES[1:], *TENS))}|hundred|thousand|million)){{2,}}"
    r"|\w+(?:zwanzig|drei(?:\u00df|ss)ig|vierzig|f\u00fcnfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend"
    r"|entwintig|endertig|enveertig|envijftig|enzestig|enzeventig|entachtig|ennegentig)"
)
_HALF = re.compile(r"\band a half\b", re.IGNORECASE)
# Numerals of Chinese and Japanese, less those in common words: "very", "in case", "by all means".
_IDEOGRAPHIC = re.compile(
    "(?:(?!\u5341\u5206|\u4e07\u4e00|\u842c\u4e00|\u5343\u4e07)"
    "[\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u5104"
    "\u4ebf\u5146\u4e24\u5169\u58f9\u8cb3\u8d30\u53c1\u5eff\u5345])+"
)

_PEOPLE = (
    r"(?:review(?:er)?s?|guests?|critics?|customers?|people|persons?|users?|buyers?|readers?|viewers?|diners?"
    r"|visitors?|travell?ers?|patrons?|owners?|players?|others?|opinions?|shoppers?|fans?|authors?"
    r"|commenters?|commentators?|famil(?:y|ies)|couples?(?! of)|holiday ?makers?|vacationers?|tourists?"
    r"|clients?|folks?|consumers?|gamers?|listeners?"
    r"|movie ?goers?|testers?|respondents?|purchasers?|subscribers?)"
)
_NUMBER = rf"(?<![\d.,])\d[\d.,]{{0,12}}\s?%?|{'|'.join(sorted(_SMALL | _LARGE))}"
_MANY = (
    r"(?:(?:nearly|almost|virtually|practically|about|roughly|over|more than) )?"
    r"(?:most|many|several|some|few|a few|all|both|every|each|no|none|numerous|multiple|various|half"
    r"|countless|(?:a |the )?(?:\w+ )?(?:majority|minority|handful|number|couple|third|quarter|lots?|plenty"
    r"|dozens|hundreds|bulk|loads|scores|tons|heaps|masses|bunch)|two[- ]thirds|three[- ]quarters)"
)
_SHARE = rf"(?:{_MANY}|{_NUMBER})"
_NO_JOINT = r"(?!(?:for|with|by|to|from|at|on|as|than|that|which|who|and|in|of|but|were|was|is|are)\b)"
_BETWEEN = rf"(?:\s+{_NO_JOINT}\w+)"
_COUNTED = re.compile(
    rf"\b{_SHARE}(?:\s+(?:of|out of|in|per ?cent of))?(?:\s+\d{{1,9}})?"
    rf"(?:(?:\s+(?:the|these|those|our|other|single)){{1,2}}{_BETWEEN}{{0,2}}|{_BETWEEN}?)\s+{_PEOPLE}\b",
    re.IGNORECASE,
)
_SAY = (
    r"(?:says?|said|find|found|think|thought|feel|felt|agree|agreed|disagree|praised?|likes?|liked|loved?|enjoy"
    r"|enjoyed|hated?|disliked?|complain|complained|mention|mentioned|report|reported|note|noted|describe"
    r"|described|consider|considered|recommend|recommended|call|called|criticised?|criticized?|believed?|rated?"
    r"|rave|raved|appreciated?|admired?|claim|claimed|warn|warned|prefer|preferred"
    r"|concede|conceded|speak|spoke|write|wrote|regard|regarded|deem|deemed|adored?|wish|wished)"
)
_BEGINNING = (
    r"(?:^|[.!?;:,\u2014\u2013(\"\u201c]|\b(?:and|but|while|though|although|that|because|as|since|or|yet))\s*"
)
_SAID = re.compile(
    rf"{_BEGINNING}(?P<said>(?:most|many|several|some|few|a few|(?:nearly |almost )?all|both|none|plenty"
    r"|numerous|lots|a lot|countless|half|a majority|the majority|hundreds|dozens|thousands|scores|loads"
    rf"|{'|'.join(sorted(_SMALL | _LARGE))})(?:\s+(?:also|even|\w+ly))?\s+{_SAY}\b)(?!\s+(?:of the|by)\b)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    rf"\b{_SHARE}\s+(?:of|out of)\s+(?:them|us|those who|the (?:above|stays|ones who))\b", re.IGNORECASE
)
_WIDELY = re.compile(
    r"\b(?:widely|generally|broadly|commonly|overwhelmingly|consistently|repeatedly|frequently|mostly|largely"
    r"|popularly|roundly|often)\s+"
    r"(?:praised|liked|loved|admired|considered|regarded|criticised|criticized|recommended|appreciated|enjoyed"
    r"|described|said|disliked|seen|viewed|agreed|acclaimed|reported|mentioned|hated|complained|called|cited)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:everyone|everybody|nobody|no[ -]one|unanimous(?:ly)?|universal(?:ly)?|majority|consensus"
    r"|without exception|(?:hardly|scarcely|barely|not) any(?:one|body)|not a single (?:one|soul)"
    r"|niemand|einstimmig|tout le monde|todo el mundo|nadie|nessuno|iedereen|(?:alle|jeder|jede) sagen)\b"
    r"|\u5927\u591a\u6570|\u5927\u591a\u6578|\u6240\u6709\u4eba|\u5f88\u591a\u4eba|\u5927\u5bb6\u90fd",
    re.IGNORECASE,
)
_MANY_ABROAD = (
    r"(?:viele[nr]?|einige[nr]?|mehrere[nr]?|alle[nr]?|(?:die |den )?meisten|kaum ein|keine?[nr]?|wenige[nr]?"
    r"|beide[nr]?|manche[nr]?|zahlreiche[nr]?|unz\u00e4hlige[nr]?|mehrheit|h\u00e4lfte|gro\u00dfteil|drittel|jede[rn]?"
    r"|beaucoup|plusieurs|plupart|certains|certaines|tous|toutes|peu|aucune?|quelques|nombreux|nombreuses"
    r"|majorit\u00e9|moiti\u00e9|chaque|muchos|muchas|varios|varias|mayor\u00eda|todos|todas|algunos|algunas"
    r"|pocos|pocas|ning\u00fan|cada|numerosos|mitad|molti|molte|diversi|diverse|maggior parte|maggioranza"
    r"|tutti|tutte|alcuni|alcune|pochi|nessun|parecchi|met\u00e0|numerosi|ogni|veel|vele|meerdere|meeste|sommige|weinig|geen"
    r"|enkele|talloze|meerderheid|helft|iedere?|elke"
    r"|(?<![\d.,])\d[\d.,]{0,12}\s?%?|sept|six|dix|onze|once|dos|due|sei|elf"
    rf"|{'|'.join(_VALUES)})"
)
_PEOPLE_ABROAD = (
    r"(?:g\u00e4ste[n]?|kund(?:en|innen)|besuchern?|leuten?|rezensent(?:en|innen)|kritikern?|nutzern?|k\u00e4ufern?"
    r"|lesern?|zuschauern?|reisende[nr]?|personen|menschen|familien|bewertungen|rezensionen|spielern?|kritiken"
    r"|clients?|clientes|visiteurs?|voyageurs?|gens|personnes|lecteurs?|critiques|avis|utilisateurs?"
    r"|spectateurs?|acheteurs?|familles|joueurs?|convives|hu\u00e9sped(?:es)?|visitantes?|viajeros?|personas|gente|lectores"
    r"|cr\u00edticos|usuarios?|compradores|espectadores|opiniones|rese\u00f1as|familias|jugadores|clienti|ospiti|ospite"
    r"|visitatori|viaggiatori|persone|lettori|critici|utenti|recensori|recensioni|acquirenti|spettatori"
    r"|famiglie|giocatori|gasten|klanten|bezoekers|mensen|reizigers|lezers|recensenten|gebruikers|kopers|kijkers|gezinnen"
    r"|spelers|guests|reviewers)"
)
_COUNTED_ABROAD = re.compile(
    rf"\b{_MANY_ABROAD}(?:\s+(?:von|vom|der|den|des|de|les|los|las|la|le|gli|i|degli|dei|delle|unserer"
    r"|seiner|van|die|anderen|andere|autres|otros|altri|aller)){0,2}(?:\s+\w+)?"
    rf"\s+{_PEOPLE_ABROAD}\b"
    r"|\b(?:viele|alle|einige|die meisten|mehrere|manche|beaucoup|plusieurs|tous|certains|la plupart|muchos"
    r"|varios|todos|algunos|molti|tutti|alcuni|velen|allen|sommigen)\s+(?:sagen|sagten|finden|fanden|loben|lobten"
    r"|meinen|beklagen|sind sich|disent|trouvent|pensent|dicen|piensan|encuentran|dicono|trovano|pensano"
    r"|zeggen|vinden|vonden)\b",
    re.IGNORECASE,
)
_COUNTS = (_COUNTED, _SAID, _OF_THEM, _WIDELY, _EVERYONE, _COUNTED_ABROAD)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers in a text, whole and in one form: "1,299.00" is "1299", "forty percent" is "40%".

    Numerals that are no digits ("\u2776", "\u00bd", those of Chinese) stand for themselves.
    """
    odd = frozenset(c for c in text if unicodedata.category(c) in ("No", "Nl"))
    plain = "".join(" " if c in odd else _digit(c) for c in text)
    plain = _COMPOUND.sub(_compound_in_digits, unicodedata.normalize("NFKC", plain))
    ideographs = {run for run in _IDEOGRAPHIC.findall(plain) if run != "\u4e00"}
    halves = {"\u00bd"} if _HALF.search(plain) else set()
    return frozenset({*odd, *ideographs, *halves, *_in_digits(plain), *_in_words(plain)})


def _digit(character: str) -> str:
    """A character, a digit of any script as one of ours."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _in_digits(text: str) -> Iterator[str]:
    plain = _DATE.sub(lambda date: date[0].replace("-", "/"), _in_figures(text))
    for match in _WRITTEN.finditer(_RANGE.sub(" ", plain)):
        letters = match["letters"].casefold()
        number = _bare(match["digits"].rstrip(".,:/"))
        if letters in ("st", "nd", "rd", "th"):
            yield from () if number in ("1", "2") else (f"{number}.",)
        else:
            sign = "-" if match["sign"] else ""
            scale = letters if letters in _SCALES else ""
            yield f"{sign}{number}{scale}{'%' if match['share'] else ''}"


def _in_figures(text: str) -> str:
    """A text with "forty percent" as "40 percent", that the two are read together."""
    return _SPOKEN_SHARE.sub(lambda found: f"{_VALUES[found[1].casefold()]}%", text)


def _in_words(text: str) -> Iterator[str]:
    for word in words(_SPOKEN_SHARE.sub(" ", text)):
        if word in _VALUES:
            yield _VALUES[word]
        elif word in _ORDINALS:
            yield _ORDINALS[word]
        elif word in _LARGE:
            yield word.removesuffix("s")
        elif _RUN_TOGETHER.fullmatch(word):
            yield word


def _compound_in_digits(found: re.Match[str]) -> str:
    return _IN_DIGITS["-".join(found.groups()).lower()]


def _bare(number: str) -> str:
    """A number without what only its form adds: separators of thousands, zeros at either end."""
    if _THOUSANDS.fullmatch(number):
        decimal = "," if number.rfind(",") > number.rfind(".") >= 0 else "."
        number = "".join(c for c in number if c.isdigit() or c == decimal).replace(",", ".")
    elif re.fullmatch(r"\d*,\d{1,2}", number):
        number = number.replace(",", ".")
    if re.fullmatch(r"\d*\.\d+", number):
        number = number.rstrip("0").rstrip(".")
        number = f"0{number}" if number.startswith(".") else number
    return re.sub(r"^0+(?=\d)", "", number)


def counts_people(text: str, given: str) -> bool:
    """Whether a text says how many people say something, in words that stand nowhere in what is given."""
    folded = f" {' '.join(words(given))} "
    found = (match[match.lastgroup or 0] for pattern in _COUNTS for match in pattern.finditer(text))
    return any(f" {' '.join(words(one))} " not in folded for one in found)
