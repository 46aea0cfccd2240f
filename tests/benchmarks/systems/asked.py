"""What both systems are asked. No two questions are the same, because what was read for one is remembered."""

THINGS = [
    *(
        "acting",
        "script",
        "music",
        "ending",
        "beginning",
        "plot",
        "pacing",
        "humour",
        "dialogue",
        "direction",
    ),
    *("camera", "lighting", "cast", "villain", "hero", "story", "romance", "action", "effects", "editing"),
]
QUERIES = [f"{said} {thing}" for thing in THINGS for said in ("a great", "the boring")]
QUESTIONS = [
    question.format(thing)
    for thing in THINGS
    for question in ("What did the critic dislike about the {}?", "How is the {}?")
]
