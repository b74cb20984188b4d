import { isMark, plainWord } from './plain-words';

/** Words that stand for one another when number or the sound of the next word changes. */
const GRAMMAR_GROUPS = [
  ['a', 'an'],
  ['is', 'are'],
  ['was', 'were'],
  ['has', 'have'],
  ['does', 'do'],
  ['this', 'these'],
  ['that', 'those'],
  ['it', 'they'],
  ['its', 'their'],
  ["isn't", "aren't"],
  ["it's", "they're"],
] as const;

const IRREGULAR_PLURALS: ReadonlyMap<string, string> = new Map([
  ['man', 'men'],
  ['woman', 'women'],
  ['person', 'people'],
  ['child', 'children'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['goose', 'geese'],
  ['mouse', 'mice'],
  ['ox', 'oxen'],
  ['cactus', 'cacti'],
  ['fungus', 'fungi'],
  ['die', 'dice'],
]);

/** Words that say nothing about a picture by themselves. */
const FUNCTION_WORDS = new Set(
  `a an the this that these those it its they their them he she his her him who whose which what there here and or but nor so as of to for from with
  is are was were be been being am has have had do does did will would can could may might than then while where when if i you we my your our
  isn't aren't it's they're there's that's 's`.split(/\s+/),
);

const GROUP_OF = new Map(GRAMMAR_GROUPS.flatMap((group, index) => group.map((word) => [word as string, index] as const)));

/** Whether a word is an article, a pronoun, a conjunction, an auxiliary verb or the like, and so says nothing about a picture by itself. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(plainWord(word));
}

/** Whether two words differ by number or case alone: a/an, is/are, dog/dogs, sit/sits, A/a, or both are marks. */
export function isGrammarChange(original: string, changed: string): boolean {
  if (isMark(original) || isMark(changed)) return isMark(original) && isMark(changed);
  const [first, second] = [plainWord(original), plainWord(changed)];
  if (first === second) return true;
  const group = GROUP_OF.get(first);
  if (group !== undefined && group === GROUP_OF.get(second)) return true;
  return isPluralOf(first, second) || isPluralOf(second, first);
}

/** Also of verbs, whose third person ends like a plural. */
function isPluralOf(plural: string, singular: string): boolean {
  // Short words that differ by an s ("a" and "as") are different words.
  if (singular.length < 3 || !/\p{L}$/u.test(singular)) return false;
  for (const [one, many] of IRREGULAR_PLURALS) {
    if (singular.endsWith(one) && plural === singular.slice(0, -one.length) + many) return true;
  }
  if (plural === `${singular}s` || plural === `${singular}es`) return true;
  if (singular.endsWith('y') && plural === `${singular.slice(0, -1)}ies`) return true;
  return /fe?$/.test(singular) && plural === singular.replace(/fe?$/, 'ves');
}
