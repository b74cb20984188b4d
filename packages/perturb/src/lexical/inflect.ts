const IRREGULAR_PLURALS: ReadonlyMap<string, string> = new Map(
  (
    'man men,woman women,child children,person people,mouse mice,goose geese,foot feet,tooth teeth,knife knives,shelf shelves,bookshelf bookshelves,leaf leaves,loaf loaves,' +
    'wolf wolves,calf calves,scarf scarves,half halves,thief thieves,wife wives,life lives,sheep sheep,deer deer,fish fish,moose moose,elk elk,bison bison,buffalo buffalo,aircraft aircraft,' +
    'shrimp shrimp,salmon salmon,tuna tuna,squid squid,cactus cacti,ox oxen,fireman firemen,policeman policemen,policewoman policewomen,gentleman gentlemen,snowman snowmen,fisherman fishermen,' +
    'businessman businessmen,mailman mailmen,potato potatoes,tomato tomatoes,mango mangoes,hero heroes,echo echoes,chest of drawers chests of drawers,passerby passersby,octopus octopuses,hippopotamus hippopotamuses,rhinoceros rhinoceroses,woods woods'
  )
    .split(',')
    .map((pair) => {
      // The forms of compounds are as long as each other.
      const words = pair.split(' ');
      return [words.slice(0, words.length / 2).join(' '), words.slice(words.length / 2).join(' ')] as const;
    }),
);
const IRREGULAR_SINGULARS: ReadonlyMap<string, string> = new Map([...IRREGULAR_PLURALS].map(([singular, plural]) => [plural, singular]));
/** Nouns that end in s and are singular. */
const SINGULAR_IN_S =
  /(?:ss|us)$|^(?:is|his|this|lens|gas|canvas|christmas|series|species|atlas|texas|tennis|iris|basis|oasis|axis|chassis|debris|analysis|crisis|trellis|pelvis)$/;
/** Nouns in -ie, whose plural in -ies has no y behind it. */
const IN_IE =
  /^(?:cookie|tie|necktie|pie|movie|selfie|hoodie|beanie|brownie|zombie|collie|smoothie|veggie|genie|calorie|rookie|bowtie|magpie|birdie|prairie)s$/;
/** Nouns in -oe, -che and the like, whose plural only adds an s. */
const IN_E_BEFORE_S =
  /^(?:shoe|horseshoe|snowshoe|toe|canoe|hoe|axe|cache|ache|headache|avalanche|mustache|moustache|quiche|niche|creche)s$/;

/** The plural of a noun or a compound (its last word takes the ending). */
export function pluralOf(noun: string): string {
  const whole = IRREGULAR_PLURALS.get(noun);
  if (whole !== undefined) return whole;
  const of = noun.indexOf(' of ');
  if (of !== -1) return pluralOf(noun.slice(0, of)) + noun.slice(of);
  const cut = Math.max(noun.lastIndexOf(' '), noun.lastIndexOf('-')) + 1;
  const head = noun.slice(cut);
  const rest = noun.slice(0, cut);
  const irregular = IRREGULAR_PLURALS.get(head);
  if (irregular !== undefined) return rest + irregular;
  if (/(?:s|x|z|ch|sh)$/.test(head)) return `${rest}${head}es`;
  if (/[^aeiou]y$/.test(head)) return `${rest}${head.slice(0, -1)}ies`;
  return `${rest}${head}s`;
}

/** Singulars that have been asked for; a text asks for each of its words several times. */
const SINGULARS = new Map<string, string>();
/** More different words than this are no English; the memory starts anew. */
const MAX_REMEMBERED = 50_000;

/** The singular of a noun, or the noun itself if it does not look plural. */
export function singularOf(noun: string): string {
  let singular = SINGULARS.get(noun);
  if (singular === undefined) {
    singular = findSingular(noun);
    if (SINGULARS.size >= MAX_REMEMBERED) SINGULARS.clear();
    SINGULARS.set(noun, singular);
  }
  return singular;
}

function findSingular(noun: string): string {
  const whole = IRREGULAR_SINGULARS.get(noun);
  if (whole !== undefined) return whole;
  const cut = Math.max(noun.lastIndexOf(' '), noun.lastIndexOf('-')) + 1;
  const head = noun.slice(cut);
  const rest = noun.slice(0, cut);
  const irregular = IRREGULAR_SINGULARS.get(head);
  if (irregular !== undefined) return rest + irregular;
  if (head.length < 3 || !head.endsWith('s') || SINGULAR_IN_S.test(head)) return noun;
  if (IN_IE.test(head) || IN_E_BEFORE_S.test(head)) return rest + head.slice(0, -1);
  if (/[^aeiou]ies$/.test(head)) return `${rest}${head.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(head) || /^(?:buses|gases|canvases|lenses|octopuses|walruses|viruses|hippopotamuses|irises)$/.test(head))
    return rest + head.slice(0, -2);
  return rest + head.slice(0, -1);
}

/** Whether a noun's form is plural beyond doubt: another form is its singular. */
export function isPlural(noun: string): boolean {
  return singularOf(noun) !== noun && pluralOf(singularOf(noun)) === noun && singularOf(noun) !== pluralOf(singularOf(noun));
}

/** Verbs whose third person is not the base form with an s. */
const VERB_PAIRS: ReadonlyMap<string, string> = new Map([
  ['is', 'are'],
  ['was', 'were'],
  ['has', 'have'],
  ['does', 'do'],
  ['goes', 'go'],
  ["isn't", "aren't"],
]);
const VERB_PAIRS_BACK: ReadonlyMap<string, string> = new Map([...VERB_PAIRS].map(([singular, plural]) => [plural, singular]));

/** A verb of the third person singular for plural subjects: "is" to "are", "sits" to "sit". */
export function pluralVerb(verb: string): string {
  const irregular = VERB_PAIRS.get(verb);
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]ies$/.test(verb) && verb.length > 4) return `${verb.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(verb)) return verb.slice(0, -2);
  return verb.endsWith('s') ? verb.slice(0, -1) : verb;
}

/** A verb in its base form for a subject in the singular: "are" to "is", "sit" to "sits". */
export function singularVerb(verb: string): string {
  const irregular = VERB_PAIRS_BACK.get(verb);
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|z|ch|sh)$/.test(verb)) return `${verb}es`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return `${verb}s`;
}

/** How a text uses capitals: at the start of sentences and names, on each word, or throughout. */
export type Casing = 'sentence' | 'title' | 'upper';

/** The text in the case of the one it replaces: "DOG" gives "CAT", "Dog" gives "Cat", in title case every word gets its capital. */
export function matchCase(text: string, replaced: string, casing: Casing = 'sentence'): string {
  const letters = replaced.replace(/[^A-Za-z]/g, '');
  if (casing === 'upper' || (letters.length > 1 && letters === letters.toUpperCase())) return text.toUpperCase();
  const first = letters.charAt(0);
  if (first === '' || first !== first.toUpperCase()) return text;
  const titled = casing === 'title' || /\s[A-Z]/.test(replaced);
  return text.replace(titled ? /(?<![A-Za-z'’])[a-z]/g : /[a-z]/, (letter) => letter.toUpperCase());
}
