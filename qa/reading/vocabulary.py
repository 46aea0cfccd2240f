"""The words that questions about reviews are made of: who is asked, what about, for or against.

All sets hold case-folded words. English, with the commonest words of Spanish, German and French.
"""

from __future__ import annotations

from qa.reading.phrases import phrase_list
from qa.words import word_set

__all__ = [
    "AGAINST",
    "AGAINST_PHRASES",
    "ASKERS",
    "BESIDE",
    "BOTH",
    "BOTH_PHRASES",
    "COMPARING",
    "COMPARING_PHRASES",
    "COUNTED",
    "ENGLISH",
    "FACT_NOUNS",
    "FOR",
    "FOR_PHRASES",
    "FUNCTION_WORDS",
    "NEGATIONS",
    "OPINION_NOUNS",
    "OPINION_PHRASES",
    "ROMANCE_AND_GERMAN",
    "VERDICT",
    "VERDICT_NOUNS",
    "VERDICT_PHRASES",
    "WHOLE",
    "WORKS",
]


# Those whose words the reviews are; never the thing asked about.
ASKERS = word_set(
    """critic critics critic's reviewer reviewers reviewer's review reviews review's author author's authors
    writer writer's people anyone anybody someone somebody everyone everybody users user customers
    customer guests guest buyers buyer readers viewers owners visitors folks critique critiques
    commentators diner diners shopper shoppers patrons listeners gamers players travellers travelers
    moviegoers tester testers consumers he she they him her them his their i me my you your we us our
    kritiker kritik crítico crítica críticos"""
)

# The thing reviewed, as a whole: asking about it is asking about no aspect.
WHOLE = word_set(
    """opinion opinions feedback sentiment skipping buy booking see seeing watching buying reading visiting
    going sum sums summed time trip everyone's moment moments main spot spots reaction quality qualities
    bottom line nutshell judgement judgment general final kind sort way film films film's movie movies
    movie's picture book book's novel product product's item hotel restaurant place game album show series
    thing things stuff it its it's this that these those one something anything everything aspect aspects
    part parts point points element elements bit bits feature features side sides whole piece work works
    experience purchase stay visit read watch there película libro producto buch produkt livre produit"""
)

NEGATIONS = word_set(
    """not no never nothing none without hardly neither nor cannot can't cant don't dont doesn't doesnt
    didn't didnt isn't isnt aren't wasn't wasnt weren't won't wouldn't couldn't shouldn't hasn't haven't
    hadn't nicht kein keine nichts pas rien"""
)

AGAINST = word_set(
    """drag drags dragged dragging tiresome tiring dealbreaker avoid negativity rant rants bugbear bugbears
    confusing bother appal appalled appals angered upset upsets offend offends repelled repulsed repulsive
    beef lousy forgettable wanting unsatisfactory worried worries worry dislikable unconvincingly overdone
    contrived nasty gripe's wasted wastes squandered squanders grates grating turnoff dealbreaker downer
    bemoan bemoans bemoaned lament laments lamented faulting slam slams slammed unfavourably unfavorably
    hatred distaste deplore deplores deplored skeptical sceptical doubts dislike disliked dislikes
    disliking hate hated hates hating complain complained complains complaint complaints complaining gripe
    gripes griped weak weaker weakest weakness weaknesses flaw flaws flawed fault faults faulted faulty
    problem problems problematic issue issues con cons downside downsides drawback drawbacks shortcoming
    shortcomings negative negatives negatively bad badly worst worse poor poorly wrong fail fails failed
    failing failure failures failings disappoint disappoints disappointed disappointing disappointment
    disappointments annoy annoyed annoys annoying annoyance bothered bothers irritate irritated irritates
    irritating criticise criticised criticises criticising criticize criticized criticizes criticizing
    criticism criticisms object objected objects objection objections reservation reservations letdown
    lack lacks lacked lacking missing boring bored bore frustrate frustrated frustrates frustrating
    frustration unhappy dissatisfied displeased unimpressed regret regrets regretted disapprove
    disapproves quibble quibbles nitpick nitpicks nitpicking grumble grumbles grumbled unconvincing
    unconvinced mistake mistakes misstep missteps misfire misfires suffer suffers suffered detract
    detracts deficiencies deficiency improve improved improvement improvements terrible awful dull tedious
    underwhelming mediocre caveat caveats concerns concerned grievance grievances panned pans knocks
    undermine undermines spoil spoils spoiled spoilt hurts ruin ruins ruined stumble stumbles
    stumbled falter falters faltered blame blames blamed downfall trouble troubles unsatisfying
    unsatisfied unfavourable unfavorable underwhelmed offended offensive overrated limitation limitations
    peeve peeves pitfall pitfalls mar marred contra contras peor malo mala problema problemas defecto
    defectos schlecht schlechte schwäche schwächen nachteil nachteile gestört défaut défauts mauvais
    inconvénients faiblesses"""
)

FOR = word_set(
    """convinced defend defends defended approve approves approved effective effectively finest superior
    valued memorable convincing convincingly masterful masterfully brilliant brilliantly superbly excel
    excels excelled shine shines admiring adore adored adores relish relished relishes cherish savoured
    engaging likeable likable pleasant pleasantly marvel marvels rave raves raved laud lauded lauds kudos
    hail hails hailed warmed thrilled thrill thrills entertained entertaining beautifully amazed amaze
    appealing appeal appeals hooked gem love loved loves loving enjoy enjoyed enjoys enjoying enjoyable
    enjoyment praise praised praises praising admire admired admires admiration appreciate appreciated
    appreciates good great best strong stronger strongest strength strengths pro pros positive positives
    positively highlight highlights merit merits virtue virtues impress impressed impresses impressive
    please pleased pleases pleasing pleasure pleasures favourite favorite favourites favorites excellent
    redeeming redeem redeems delight delighted delights delightful charm charmed charms charming
    compliment compliments complimented fond succeed succeeds succeeded successful successes happy
    satisfied satisfying asset assets upside upsides admirable commend commended commends applaud applauds
    applauded standout fun liked likes commendable outstanding wonderful fantastic superb amazing saving
    benefit benefits perfect well advantage advantages favourable favorable nice gusta gustó bueno buena
    mejor gut gefallen gefiel besten stärken vorteile aimé bon qualités avantages"""
)

BOTH = word_set(
    """divisive divided divide divides mixed polarising polarizing polarise polarize controversial
    contentious disagree disagrees disagreement agree agreement disagreement split splits ambivalent
    tradeoffs balanced"""
)

AGAINST_PHRASES = phrase_list(
    """have preferred; have liked to; would prefer; like to have seen; let * down; lets * down;
    letting * down; let * * down; lets * * down; let * * * down; fall short; falls short; fell short;
    falling short; fall flat; falls flat; fell flat; the matter with; least like; least liked;
    least favourite; least favorite; least impressed; work least; like least; liked least; enjoy least;
    enjoyed least; works least; put * off; puts * off; put * * off; short shrift; short changed;
    hard to watch; hard to like; let down; rather have; would rather; prefer to have; should have been;
    could have done; miss the mark; misses the mark; missed the mark; get wrong; gets wrong; got wrong;
    give pause; wish * had; wishes * had; wished * had; wanted more; want more; not enough; take issue;
    takes issue; took issue; hard time with; less keen; less happy; not sold; lose * interest;
    sticking point; weak point; sore point; put off; turn * off; turned * off; hold * back;
    holds * back; held * back; go wrong; goes wrong; went wrong; could be better;
    could have been better; less impressed; less enthusiastic; less convinced; wish were different;
    wished were different; have been different; too long; too slow; ring false; rings false; fall apart;
    falls apart; out of place; run out of; wears thin; had enough; find fault; finds fault; found fault;
    done differently; was off; have against; has against; hold against; holds against; held against;
    hold * against; say against; said against; speak against; speaks against; red flag; red flags;
    deal breaker; deal breakers; watch out; look out for; the catch; a catch; what hurt;
    didn't care for; doesn't care for; don't care for; not care for; reasons not; reason not; not want;
    not to buy; made it better; do better; would change; would * change; they'd change; you'd change;
    i'd change; make it better; made * better; get up * noses; got up * noses; get on * nerves;
    gets on * nerves; on * nerves; hard to swallow; rated so low; rated so badly; low ratings;
    low rating; low scores; low score; give up; tastes off; smells off; feels off; need to know before;
    no gusta; no gustó"""
)

FOR_PHRASES = phrase_list(
    """get right; gets right; got right; do right; did right; does right; value most; valued most;
    values most; win praise; wins praise; pull off; pulls off; pulled off; stand out; hold up; holds up;
    going for it; stands out; stood out; won * over; win * over; wins * over; have going for;
    in its favour; in its favor; speak for; sing * praises; speak well; speaks well; good word;
    kind word; single out; singles out; singled out; should i order; should i try; should i get;
    should i see; should i visit; should i eat; should we order; should i choose; must i; must try;
    must see; must order; reasons to; reason to; high ratings; high rating; high scores; rated so high;
    rated so highly; so popular"""
)

BOTH_PHRASES = phrase_list(
    """pros and cons; strengths and weaknesses; weaknesses and strengths; good and bad; good and the bad;
    good or bad; positives and negatives; likes and dislikes; love it or hate; opinions differ;
    worth the money; worth the price"""
)

COMPARING = word_set(
    """opposite imitative copy copies copied copying blend blends steal steals stole stolen crib cribs
    homage homages knockoff clone kinship precursor precursors forerunner forerunners allude alludes
    allusion allusions measured stacks likened akin spiritual riff riffs descendant compare compared
    compares comparing comparison comparisons comparable similar similarities similarity remind reminded
    reminds resemble resembles resembled resemblance reminiscent echo echoes versus vs differ differs
    difference differences different liken likens evoke evokes evoked influence influences influenced
    parallel parallels predecessor predecessors counterpart counterparts recall recalls imitate imitates
    imitating imitation borrow borrows borrowed alike derivative vergleich verglichen comparado comparada
    compara comparé"""
)

COMPARING_PHRASES = phrase_list(
    """did it better; does it better; done it better; sound like; sounds like; better than; worse than;
    call to mind; calls to mind; bring to mind; brings to mind; come to mind; same as; in common;
    other films; other movies; other books; other works; other titles; other products; other films are;
    earlier films; earlier film; earlier movies; earlier movie; think of it alongside; set beside;
    side by side; measure up; measured against; stack up; stacks up; in the vein; in the same vein;
    in the same breath; in the style of; model for; modelled on; modeled on; ripped off; rips off;
    rip off; put alongside; alongside; step up from; step down from; upgrade from; upgrade over"""
)

VERDICT = word_set(
    """worth worthwhile worthy recommend recommended recommends recommending recommendation overall verdict
    justified consensus conclusion conclude concludes concluded vale empfehlen empfehlenswert recommander"""
)

VERDICT_PHRASES = phrase_list(
    """sum it up; sums it up; summed it up; bottom line; all in all; in the end; on balance; on the whole;
    in general; sum up; sums up; summed up; final judgement; final judgment; final word; final opinion;
    should i; should we; should you; any good; live up to; lives up to; lived up to; the hype; go back;
    who is this for; who is it for; who's this for; who's it for; who would; who should; suitable for;
    appropriate for; meet expectations; meet * expectations; it deliver; right for; in a nutshell;
    the consensus; overall impression; good value for money; good value; come back; stay here again;
    thumbs up; general impression; general opinion; general feeling; general view; waste of"""
)

# Said of the whole: "Is it a dud?".
VERDICT_NOUNS = word_set(
    """dud masterpiece flop hit gem keeper waste bargain winner rip-off ripoff turkey classic must must-see
    triumph disaster success failure classic letdown lemon steal buy"""
)

OPINION_NOUNS = word_set(
    """opinion opinions thought thoughts view views review reviews impression impressions comment comments
    feedback report reports take reaction reactions attitude verdicts feelings feeling words sentiment"""
)

# A noun phrase with one of these, alone, asks for a fact and not for what is thought of it.
FACT_NOUNS = word_set(
    """runtime length director cast author writer release date address hours phone number year weight
    dimensions size password website publisher pages isbn opening closing checkout"""
)

OPINION_PHRASES = phrase_list(
    """should i know; said of; quality of; the deal with; what about; how about; make of; makes of; made of;
    handling of; attitude to; attitude toward; attitude towards; think of; think about; thinks of;
    thought of; think; thinks; thought about; feel about; feels about; felt about; opinion of;
    opinion on; opinion about; opinions; view of; view on; views on; take on; say about; says about;
    said about; saying about; rate; rated; judge; judged; assess; assessment; reaction to; react to;
    reacted to; come across; comes across; describe; described; how good; how bad; how well;
    how convincing; how funny; how scary; how comfortable; impression of; impressions of"""
)

# What "how many ..." counts when it counts voices rather than things in the review.
COUNTED = word_set(
    """critics reviewers reviews people users customers guests buyers readers viewers owners visitors of
    complain complained mention mentioned liked disliked loved hated agree recommend like dislike"""
)

# Of these an English question has at least one, and hardly any other question has.
ENGLISH = word_set(
    """the of is are were do does did has have can could will would should what who whom whose which
    when where why how it its they about with and or any for there"""
)

# Small words of Spanish, French and German, less those that mean something else in English ("die", "son").
ROMANCE_AND_GERMAN = word_set(
    """qué que qui quoi le les lo la los las el un una une et y del du des se su sus es est était cómo cuál
    cuáles comment pourquoi quel quelle quels quelles por para con más muy der das ist sind haben ein eine
    einen dem und oder wie wer wo warum welche welcher zu"""
)

FUNCTION_WORDS = ROMANCE_AND_GERMAN | word_set(
    """since majority percentage proportion fraction nobody lot lots others summarise summarize
    summary list show explain go went goes going happened happens apart anywhere often usually generally
    mostly actually still yet already currently always sometimes across what're which's who're when's
    why's please become became gotten enough left matter used use uses other another concede concedes
    conceded admit admits admitted consider considers considered describe describes described reckon
    reckons acknowledge acknowledges acknowledged note notes noted believe believes believed regard
    regards regarded state states claim claims singled single didn't don't doesn't isn't aren't wasn't
    weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't can't cannot nothing none never doing
    ones else did't whether either neither nor because anybody's someone's i'm i'd he'd she'd they'd you'd
    does't react reacts reacted come comes came deem deems deemed express expresses expressed explain
    explains explained discuss discusses discussed comment comments commented refer refers a an the and or
    but if of in on at to for from by with about into over under than then so as is are was were be been
    being am do does did done have has had having will would can could shall should may might must what
    which who whom whose when where why how many much that this these those it its it's he she they them
    him her his hers their theirs i me my we us our you your there here any some all every each no not
    what's who's where's how's that's there's let's just very really most more less least out up down off
    again ever also too only own same such get gets got getting give gives given say says said saying tell
    tells told talk talks talked mention mentions mentioned think thinks thought feel feels felt find
    finds found make makes made seem seems seemed like likes liked particularly especially anything anyone
    s t d ll re ve m after before during between through against according want wants regarding concerning
    toward towards"""
)

# "Which other film", "what earlier pictures": works beside the one reviewed.
BESIDE = word_set(
    "other another earlier older previous similar classic classics same former rival contemporary"
)
WORKS = word_set(
    """film films movie movies picture pictures book books novel novels title titles works series show shows
    director directors filmmaker filmmakers author authors writer writers actor actors product products
    model models brand brands horror comedy comedies western westerns thriller thrillers franchise
    franchises"""
)
