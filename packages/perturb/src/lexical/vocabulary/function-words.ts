const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that make the rest of their sentence, or all of it, something else than a plain statement. */
export const NEGATIONS = words(
  "not n't never cannot neither nor nobody none nothing nowhere isn't aren't wasn't weren't doesn't don't didn't hardly barely",
);
/** What stands between one of these and the next mark is denied. */
export const ABSENCES = words('no without lack lacks lacking except absent missing unlike');
/** The sentence is a guess. */
export const HEDGES = words(
  'might may maybe perhaps possibly probably likely could would presumably seemingly apparently suggesting suggests suggest seems seem seemingly resembling resembles resemble imagine if whether or either unclear uncertain likes like similar',
);

/** Nouns that speak of the picture, of its parts, or of amounts, and not of a thing in it. */
export const NOT_THINGS = words(
  'photo photograph picture image shot view scene close-up closeup close snapshot selfie portrait drawing illustration painting rendering footage video frame side top bottom front back middle center centre edge corner background foreground distance left right part piece group bunch pair set row line number lot couple variety type kind sort bit amount series collection pile stack slice portion half end way day night morning afternoon evening time area space place spot position direction angle perspective color colour shape size style design pattern detail surface section word letter text name title number thing object item something someone somebody anything everything one other another each both all many several few view sky air ground sunlight light shadow shade weather atmosphere mood focus',
);

/** Words that begin a noun phrase. */
export const DETERMINERS = words(
  "a an the this that these those some any his her its their our my your another each every 's no several many few both two-thirds what which whose",
);

/** Verbs in the third person that the tagger takes for nouns after a noun ("A man rides"). */
export const VERB_STEMS = words(
  'ride stand sit look watch walk hold play fly hang rest lie lean run jump eat drink read wear face show feature contain cover line fill surf ski skate swim graze perch lay wait talk stare gaze smile pose cross cut serve hit throw catch kick pull push carry climb land float sail park point rise stretch sleep display reach turn drive travel prepare cook work chat shop hug kiss shake grow bloom peek crawl chase drift stop pass swing sip stir slice chop sweep mop paint draw write type sing dance bow kneel crouch squat tower loom surround frame fall flow wind curve lead burn glow shine sparkle sell give take make open close tie blow lift feed lick bite greet step bend spread bounce dive follow guide wave work wash clean cast stick curl howl paddle bark roll hop sniff lap nibble pedal row coast splash crash bounce spray',
);
