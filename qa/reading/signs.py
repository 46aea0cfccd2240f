"""Words that plainly praise or blame, and what turns them round: which side a stretch of text takes.

The readings of a sentence, made at ingest, are right four times in five. A proposal must be right more often
than that, so that a side is taken only where plain words and the reading do not contradict each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from qa.words import word_set

__all__ = ["Side", "has_plain_words", "is_doubtful_praise", "is_hedged", "side_of", "weight_of"]

Side = Literal["positive", "negative"]

NEGATION_REACH = 3  # words before a plain word, within which a negator turns it
CONTRADICTION = 0.45  # polarity on the other side, from which the reading outweighs one plain word
SURE = (
    0.6  # polarity from which a sentence without a plain word takes the side that its review's rating takes
)
LOW, HIGH = 0.45, 0.75  # share of a rating's scale at or below, and at or above, which it takes a side

_PRAISE = word_set(
    """absorbed absorbing accurate admire admired affordable amazing assured attentive awesome bargain
    beautiful beautifully believable best bold boldest brave bright brilliant charming cheap clear
    clever comfortable comfortably comfy compact convenient convincing cosy courteous cozy crisp deft
    delicious delight delightful durable easy efficient elegant engaging enjoy enjoyable enjoyed exact
    excellent exceptional exquisite fantastic fascinating fast faultless favorite favorites favourite
    fine finest firm flawless fresh friendly frightening fun funniest funny gem generous glad glory good
    gorgeous graceful great greatest gripping handsome handsomely happy heartfelt helped helpful
    hilarious honest impressed impressive incredible ingenious interesting intuitive joy kind
    knowledgeable liked love loved loveliest lovely loves luxurious magistral magistrally magnificent
    marvellous marvelous masterpiece memorable moved nice nuanced original outstanding peaceful perfect
    phenomenal pleasant pleased pleasure polished polite powerful praise professional quick quickly
    quiet quieter ravishing recommend recommended relaxing reliable responsive restrained rewarding rich
    riveting roomy satisfying scary scrumptious seamless smooth smoothly soft solid soothing spacious
    splendid spotless steady strong strongest stunning sturdy stylish sublime subtle succulent sumptuous
    superb superior surprise sweet tasty tender terrific terrifying thrilling touching treasure
    tremendous unfailingly vivid warm welcoming witty wonderful yummy"""
)
_BLAME = word_set(
    """abrupt ache alas annoyance annoyed annoying awful awkward bad badly bland bore bored boring bother
    bothered breaks broke broken broken-down buggy careless cheaply cheat clumsy complaint complaints
    confused confusing contrived crackle crackled cramped crash crashed crashes creak creaks dangerous
    defective died dies dirty disappointed disappointing disappointment disappoints disaster disgusting
    dislike disliked dissapointed downside drag dragged dragging drags drawback dreadful dripping drivel
    drowsy dull embarrass embarrassing exhausting expensive failed failing fails fault faulty filthy
    flaw flawed flaws flimsy forgettable freezes froze frustrated frustrating gimmick gimmicky glitch
    glitches greasy gripe gripes hammy hate hated headache hideous hissing hopeless hopelessly horrible
    hurt hurts ignored implausible incompetent indifferent inedible irritated irritates irritating issue
    issues joyless lacked lacking lacks laggy lazy leaked leaking let-down letdown lifeless loud
    lukewarm mawkish mediocre messy miscast misfire missing mistake moldy mouldy muddled muffled musty
    niggle noisier noisy nuisance objection objections overcooked overlong overpriced overrated pain
    painful patchy pointless poor poorly predictable pretentious pricey problem problems quarrel regret
    relentless repeating repeats repetitive rickety rip-off ripoff rude rushed saccharine sadly salty
    sentimental shallow silly slow sluggish smell smelled smelly soggy stained stale steep stiff stingy
    strident stuffy swindle tasteless tedious tedium terrible tinny tiny tiresome trouble ugly
    unacceptable uncomfortable unconvincing undercooked underwhelming uneasy uneven unfair unfortunately
    unfriendly unfunny unhelpful unnecessary unpleasant unprofessional unreadable unreliable unsafe
    unsatisfying unvaried useless waste wasted weak weakest worse worst"""
)
_AGAINST = re.compile(
    r"\btoo (?!much (?:to ask|away)|small a)\w+|\bnot one (?:hour|night|minute) of\b|\bnot enough\b|"
    r"\bno longer\b|\bdoesn't (?:work|survive|help|hold)\b|"
    r"\bcould(?:n't| not) wait (?:for them to stop|to leave|to get out)\b|\bstopped working\b|"
    r"\bwear(?:s|ing)? thin\b|\bfalls? (?:apart|flat|short)\b|\bfell (?:apart|flat|short)\b|"
    r"\bi (?:could do without|wish(?:ed)?)\b|\bshould have been (?:cut|shorter|longer|better|left)\b|"
    r"\bgoes? on too\b|\bkeeps? asking\b|\bless taken with\b|\bleads? (?:precisely )?nowhere\b|"
    r"\bout of date\b|\bnowhere near\b|\bin need of\b|\btakes? too long\b|\bfar from\b|\bgave up\b|"
    r"\bnever recovers\b|\bhas not improved\b|\bnot come round\b|\bminus (?:one|a|two) stars?\b|"
    r"\b(?:is|was|were|are) (?:mean|flat|cold|thin|heavy|raw)\b|"
    r"\b(?:violently|felt|was|fell) (?:ill|sick)\b|\bvery hot\b|\bv hot\b|"
    r"\bno (?:air con|map|wifi|parking|heating|hot water|lift)\b"
)
_FOR = re.compile(
    r"\bcan(?:'t|not) fault\b|\bcouldn't fault\b|\bnot a (?:dull|wasted|false|wrong)\b|"
    r"\bnever (?:dull|bored)\b|\bbeyond praise\b|\bno complaints?\b|\bworth (?:it|every|getting|the)\b|"
    r"\bjoy to\b|\bexactly right\b|\bgot it right\b|\bmaking of it\b|\bhighly recommend\b|"
    r"\bfor the better\b|\ball week\b|\bat its best\b|\bpulls? it off\b|\bnot (?:too|overly) \w+\b|"
    r"\bdeserves? every\b|\bnot put a foot wrong\b|\blaugh(?:ed)?[- ]out[- ]loud\b|"
    r"\b(?:is|was|very|and|were|are|so) clean\b|\bbreaks your heart\b|\bfirst-rate\b|\btop-notch\b|"
    r"\bsecond to none\b|\bstands? out\b|\bas good as\b|"
    r"\bwell (?:made|written|acted|done|designed|played|cooked|located|placed|kept|paced)\b|"
    r"\bdidn't bother\b"
)
_NO_SIDE = re.compile(
    r"\b(?:kind|sort) of\b|\bas well\b|\bto be fair\b|\ba good (?:deal|many|few|part|while|twenty)\b|"
    r"\bclear that\b|\ba fine(?= *[.,;])|\badmired at\b|\bout loud\b|"
    r"\blove (?:story|affair|interest|letter)s?\b"
)
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")  # inside a sentence, a name: The Quiet Anchor
_NEGATORS = word_set(
    """not no never nothing without hardly barely neither nor cannot can't don't doesn't didn't isn't
    wasn't aren't weren't won't wouldn't couldn't haven't hasn't nowhere nobody"""
)
_PIECE = re.compile(r"[a-z]+(?:['-][a-z]+)*|[.,;:!?()]")

# Told of others, of the past or of what might be: no opinion that its writer holds.
_HEDGED = re.compile(
    r'^oh\b|^["\u201c][^"\u201d]*[,.!?]["\u201d]|'
    r"\bfor everyone else\b|\bit's gone\b|\bhas been fixed\b|"
    r"\bdon't care how\b|\bi'd have\b|\bthought of\b|"
    r"\b(?:people|others?|person|manager|producers|programme|everyone|everybody|someone|somebody|"
    r"some reviewers|critics|companion|colleagues?|admirers|friend|husband|wife|woman|"
    r"man)\b[^.;]{0,60}\b(?:called?|calls?|says?|said|thinks?|thought|finds?|found|felt|complain\w*|raves?|"
    r"hates?|irritad\w+|sniffy|announced|claim\w*|told)\b|"
    r"\b(?!i\b|we\b)\w+ (?:complains?|complained|grumbles?|grumbled|moans?) (?:that|of|all|about)\b|"
    r"\b(?:i'd|i had) (?:read|been told|heard)\b|\bhad been told\b|\bmy old complaint\b|"
    r"\b(?:i was wrong|used to (?:be|think)|at first|was a \d before|on a first|last year i|"
    r"i (?:had )?called)\b|"
    r"\bcompared (?:with|to)\b|\b(?:more|less) (?:expensive|comfortable|expensively)\b|"
    r"\b(?:better|worse|duller|nicer|quieter) than\b|\bif (?:only|i must|it (?:had|were))\b|"
    r"\bit could be\b|\bwould (?:have been|be) (?:easy|better)\b|\bmeant to be\b|"
    r"\b(?:before|until) (?:the|it) (?:update|patch)\b|(?<!\?)\?\s*$"
)


def side_of(text: str, polarity: float, rating: float | None = None) -> Side | None:
    """The side a stretch takes, None where its words say neither or both.

    `polarity` (-1..1) is the reading of the whole sentence it stands in, `rating` the review's as a share of
    its scale (0..1), where it has one.
    """
    words = weight_of(text)
    if words:
        contradicted = polarity * words < 0 and abs(polarity) >= CONTRADICTION and abs(words) == 1
        outweighed = contradicted and not _rated_like(words, rating)
        return None if outweighed else "positive" if words > 0 else "negative"
    if abs(polarity) >= SURE and _rated_like(polarity, rating):
        return "positive" if polarity > 0 else "negative"
    return None


def is_doubtful_praise(polarity: float, rating: float | None) -> bool:
    """Whether words of praise in a review that rates low are not surely read as praise.

    Irony praises in words, and who is displeased tells also of what was merely in order. There is no such
    test of blame in a review that rates high: that is mostly meant.
    """
    return _rated_like(-1.0, rating) and polarity < SURE


def weight_of(text: str) -> int:
    """Plain words for, less those against; 0 also where both stand in it."""
    praise, blame = _weigh(text)
    return 0 if praise and blame else praise - blame


def has_plain_words(text: str) -> bool:
    """Whether a word for or against stands in a text, if only beside one for the other side."""
    return any(_weigh(text))


@lru_cache(maxsize=10_000)  # the same sentence is read once for each topic that it names
def _weigh(text: str) -> tuple[int, int]:
    """How many plain words and phrases a text has for, and against."""
    folded = _CAPITAL.sub(" ", text).casefold().replace("\u2019", "'")
    praise, blame = len(_FOR.findall(folded)), len(_AGAINST.findall(folded))
    bare = _NO_SIDE.sub(" ", _FOR.sub(" ; ", _AGAINST.sub(" ; ", folded)))
    for turned, word in _plain_words(bare):
        if (word in _PRAISE) != turned:
            praise += 1
        else:
            blame += 1
    return praise, blame


def is_hedged(text: str) -> bool:
    """Whether a sentence tells what others think, what its writer once thought, or what might be."""
    return _HEDGED.search(text.casefold().replace("\u2019", "'")) is not None


def _plain_words(folded: str) -> list[tuple[bool, str]]:
    """The plain words, each with whether a negator turns it."""
    found, reach = [], 0
    for piece in _PIECE.findall(folded):
        if piece in _NEGATORS:
            reach = NEGATION_REACH + 1
        elif not piece[0].isalpha():
            reach = 0
        elif piece in _PRAISE or piece in _BLAME:
            found.append((reach > 0, piece))
        reach = max(0, reach - 1)
    return found


def _rated_like(leaning: float, rating: float | None) -> bool:
    if rating is None:
        return False
    return rating >= HIGH if leaning > 0 else rating <= LOW
