"""Sentences as reviews have them, with whether they give away a turn of the plot.

A line begins with + where it does, - where not, then its place in the review as a share and its opinion,
both in tenths. Every second line is held back: the patterns were tuned on the others alone.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["HELD_BACK", "TUNED_ON", "Labelled"]


class Labelled(NamedTuple):
    """A sentence with its place in a review and its opinion, 0..1 each."""

    spoiler: bool
    place: float
    opinion: float
    text: str


_LINES = """
+ 6 1 It turns out that the lighthouse keeper drowned ten years before the story begins.
+ 7 2 The killer is the piano teacher, who hid the knife inside the metronome.
+ 9 2 In the end she leaves him at the ferry terminal and goes back to Lisbon.
+ 8 1 Halfway through, Martin dies in a car crash and the film never mentions him again.
+ 7 1 Her brother is revealed to be the man in the yellow coat.
+ 5 3 SPOILER: the dog does not make it.
+ 9 5 The ending, in which the dog dies, is a cheap shot.
+ 8 2 We learn that Clara was dead all along.
+ 7 1 The detective finally realises that his own partner is the murderer.
+ 9 1 The last shot shows the two sisters reunited on the pier, so the letter did arrive.
+ 6 2 Spoilers ahead, so stop reading if you have not finished it.
+ 8 1 Then the captain shoots himself in the engine room.
+ 9 3 It ends with Ada walking away from the burning mill.
+ 7 2 The twist is that the narrator has been dead since the first chapter.
+ 8 1 At the end Tomas marries the baker's daughter after all.
+ 6 1 Rosalind discovers that the stranger is her father.
+ 9 6 I cried when Old Henry died in the final chapter.
+ 7 1 The butler did it, with the gardener's shears.
+ 8 2 In the finale the robot sacrifices itself to save the colony.
+ 9 4 What ruins it is the last scene, where he wakes up and it was all a dream.
+ 7 2 The mole turns out to be the minister's secretary.
+ 6 1 Ingrid kills her husband with the skillet and buries him under the greenhouse.
+ 9 2 Nobody survives the avalanche but the boy.
+ 8 1 By the closing pages Edmund is in prison and Louise is pregnant with his child.
+ 7 1 The ghost is really the wife he believed he had lost at sea.
+ 8 3 You find out in the last act that the twins swapped places as children.
+ 6 1 Sam is murdered by the very sheriff he trusted.
+ 9 5 I did not believe for a second that she would forgive him in the end and move back in.
+ 7 1 Viktor betrays the crew and takes the gold for himself.
+ 8 2 When the mask comes off, it is the mayor underneath.
+ 9 1 In the final scene Nora drowns herself in the reservoir.
+ 7 2 The real thief was the curator all along.
+ 8 1 Her fianc\u00e9 confesses to the arson and is arrested at the altar.
+ 9 3 The last page reveals that the letters were written by the mother.
+ 6 1 The boy's father is shot in front of him by the border guard.
+ 8 2 He gets away with it, and the wrong man hangs.
+ 9 2 The couple get back together at the airport, as you knew they would.
+ 7 1 It is revealed that the village never existed.
+ 8 1 Jonah bleeds to death on the church steps.
+ 9 4 So the big secret is that Miss Pym is a spy, which anybody could have guessed.
+ 7 2 The monster is his own son.
+ 8 1 The nurse poisons the old colonel and inherits the estate.
+ 9 1 The film ends with the bus going over the cliff and everybody on board dead.
+ 6 2 MAJOR SPOILER the sidekick is the villain.
+ 9 2 At the climax, Wren shoots her mentor to stop the launch.
+ 8 1 The old woman dies alone in the station waiting room.
+ 7 3 As it happens, the whole heist was staged by the insurance company.
+ 9 1 In the epilogue we see that the daughter survived and has a child of her own.
+ 8 1 Piet loses the match, and his brother walks out on him for good.
+ 7 1 The professor turns out to have invented the plague himself.
+ 9 6 Killing off Beatrice two chapters before the end was a mistake.
+ 8 1 The hero's best friend was the informer from the start.
+ 7 2 Turns out he had been the arsonist the whole time.
+ 9 1 The novel closes on the hanging of Father Anselm.
+ 8 2 The prince wakes up, kills the regent and burns the palace down.
+ 6 1 Later Mattias finds out that the baby is not his.
+ 9 3 The final twist, that the hotel is the afterlife, had me groaning.
+ 8 1 Anya is unmasked as the double agent by her own sister.
+ 7 2 Her husband is dead and the man she has been writing to is an impostor.
+ 9 2 In the last chapter Ruben gives himself up to the police.
- 1 1 A retired lighthouse keeper takes in a girl who does not speak.
- 9 9 The ending is too tidy for what came before.
- 1 1 After his wife dies, a clockmaker moves to a village in the hills.
- 5 9 The acting is superb, above all by the actor who plays the killer.
- 6 8 I nearly died of laughter when the waiter tripped.
- 4 7 The battery dies after two hours and the killer feature never worked.
- 8 9 In the end it is simply a good film.
- 5 8 The staff are to die for.
- 2 1 When her father is murdered, Ines leaves the island to find the man who did it.
- 9 9 It turns out that the book is much better than the cover suggests.
- 7 8 We learn that patience is a virtue, at two hours and forty minutes.
- 6 9 No spoilers here, but the finale is worth the wait.
- 3 2 The story follows two brothers who run a failing circus.
- 9 9 The last chapter drags and the twist is easy to guess.
- 5 5 Each death is filmed like a magic trick.
- 6 7 The hotel lobby is dead after ten in the evening.
- 4 9 She is revealed as a comic actress of the first rank.
- 8 8 In the end we left early and ate at the station.
- 7 6 It turns out the parking costs twenty euros a night.
- 5 9 The villain is far too charming to be frightening.
- 2 1 It begins with a murder at a wedding and a detective who has stopped caring.
- 9 9 I will not give away how it ends, only that it ends well.
- 6 8 My phone died on the second day and the shop would not replace it.
- 7 9 The killer app here is the noise cancelling.
- 1 2 Orphaned at nine, Tilda is raised by an aunt who keeps bees.
- 8 9 The finale is where the director loses his nerve.
- 5 7 By the end of the week the hinge was broken.
- 6 9 The twist works because nobody underlines it.
- 4 1 Most of the film takes place in a single glass cabin.
- 9 9 The film ends on a note that will divide audiences.
- 3 1 A young doctor comes home to sell the family farm and stays.
- 7 8 The romance dies a slow death in the second half.
- 6 8 I thought I would die of thirst before the wine came.
- 8 9 She finally finds a part that is worthy of her.
- 5 8 The real star is the sound design.
- 9 9 In the end, the plot does not matter much.
- 2 2 He plays a widower who rents out the room of his missing son.
- 6 9 The murderer is played with great relish by a newcomer.
- 7 7 We discovered that the breakfast is served until noon at weekends.
- 4 8 The car is fast, and the roof spoiler looks silly.
- 9 9 The last scene is beautiful and wisely brief.
- 5 1 The soundtrack was recorded in a church in Tallinn.
- 8 6 The waiter turned out to be the owner's son.
- 3 1 In 1943 a nurse is sent to a hospital near the front.
- 6 9 It reveals that the studio has learnt nothing.
- 7 9 The characters are dead on the page.
- 9 8 He directs the final act as if the money had run out.
- 5 9 She kills it as the weary headmistress.
- 8 8 The kettle is dead after three months of light use.
- 2 1 The premise is simple: a bus breaks down and the passengers must walk.
- 6 9 Without spoiling anything, the second half is the better one.
- 4 3 The detective and her sergeant argue all the way through the case.
- 9 9 At the end of the day it is a thriller without thrills.
- 7 8 The owner is the father of the chef, and both were very kind.
- 5 9 The hero is a bore and the heroine deserves better.
- 3 1 The captain of a whaling ship hires a mute cook.
- 8 9 Too many scenes end with somebody walking out of a door.
- 6 7 The receptionist revealed that the sauna had been shut since May.
- 9 9 The conclusion feels earned, which is rarer than it should be.
- 7 9 That the villain never dies convincingly is the curse of such films.
"""


def _labelled(line: str) -> Labelled:
    sign, place, opinion, text = line.split(" ", 3)
    return Labelled(sign == "+", int(place) / 10, int(opinion) / 10, text)


_ALL = [_labelled(line) for line in _LINES.strip().splitlines()]
TUNED_ON, HELD_BACK = _ALL[::2], _ALL[1::2]
