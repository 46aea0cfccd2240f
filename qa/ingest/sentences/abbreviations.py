"""Words that end in a full stop without ending a sentence, and words that tell the two apart.

All are in lower case, without the final stop.
"""

from __future__ import annotations

__all__ = [
    "ABBREVIATIONS",
    "AUXILIARIES",
    "COUNTED",
    "JOINING",
    "PRONOUNS",
    "SPEECH_VERBS",
    "STARTERS",
    "TITLES",
    "TOP_LEVEL_DOMAINS",
    "UNITS",
]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Always followed by what they belong to: never the end of a sentence.
TITLES = _set(
    """mr mrs ms mx dr prof fr rev hon capt cpt col gen lt sgt maj cmdr adm sen rep gov pres messrs mme
    mlle frau sra srta dra mt"""
)

# Link two words of one sentence.
JOINING = _set("e.g i.e eg ie vs viz cf approx z.b d.h u.a bzw p.ej incl esp feat")

# Stand before a number.
COUNTED = _set("no nos nr vol vols pp pg p fig figs ch chap ep eps sec art op ver v")

# May end a sentence or not: the next word decides.
ABBREVIATIONS = _set(
    """st ste ave blvd rd sq bldg apt dept univ assn bros inc ltd co corp jr sr esq est misc orig temp
    temps tbsp tsp jan feb apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri ext
    excl ref refs ed eds trans avg gov sra lic usw ph.d"""
)

# End a sentence whenever a capital follows.
UNITS = _set(
    """etc a.m p.m am pm b.c a.d hrs hr mins secs sec oz lb lbs kg km cm mm ml mg ft yd yds yr yrs mo mos
    wk wks pc pcs qty mph kph mpg rpm min max"""
)

# Words that open sentences and are seldom names.
STARTERS = _set(
    """a about after again all also although an and another any anyway are as at avoid because before being
    besides both but by can could definitely despite did do does don't during each either even every
    everything excellent finally first for from good great had has have he her here highly his how
    however i i'd i'll i'm i've if in instead is it it's its just last later like love loved many maybe
    most my neither never next no nobody none not nothing now of on once one only other our out overall
    perhaps plus pros recommended second see she should since so some sometimes still such thanks that
    that's the their then there there's these they they're this those though three thus to too two under
    unfortunately until very was we we'll we're we've well were what when where which while who why will
    with without would yes yet you you'll you're your"""
)

# "Airplane! is a comedy": an exclamation mark before one of these belongs to a title.
AUXILIARIES = _set("""is was has had were are isn't wasn't hasn't will would can could""")

# `"Did you?" Anna asked`: a quotation before one of these goes on.
SPEECH_VERBS = _set(
    """said says say asked asks ask replied replies answered answers cried cries shouted shouts whispered
    whispers exclaimed exclaims added adds told tells muttered remarked remarks wondered wonders thought
    laughed"""
)

# "I ❤ this place", "the ❤ of the town": an emoji after one of these stands for a word.
PRONOUNS = _set(
    """i we you they he she it's who a an the this that my our your his her their of and or but with to for
    in really just so do don't did"""
)

# "Lamps.Com": written with a capital, only these are taken for the end of an address.
TOP_LEVEL_DOMAINS = _set("com org net edu gov info biz co uk")
