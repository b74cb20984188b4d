import { isFunctionWord, isGrammarChange } from './grammar-words';
import { plainWord, plainWords } from './plain-words';
import { quantityOf } from './quantities';
import { spatialMeaning } from './spatial-words';

/** Words that mean the same about a picture; the commonest only. A thesaurus can be plugged in as `isParaphrase`. */
const SYNONYMS = [
  'big large',
  'huge enormous giant gigantic massive',
  'small little',
  'tiny miniature minuscule',
  'sofa couch',
  'bike bicycle',
  'motorbike motorcycle',
  'tv television telly',
  'phone telephone',
  'cellphone mobile smartphone',
  'photo photograph picture image',
  'kid child',
  'automobile car',
  'airplane aeroplane plane aircraft',
  'rug carpet',
  'road street',
  'store shop',
  'trash garbage rubbish',
  'cap hat',
  'shirt top',
  'sneakers trainers',
  'pants trousers',
  'fall autumn',
  'forest woods',
  'stone rock',
  'boat ship',
  'mug cup',
  'lady woman',
  'guy man',
  'beautiful pretty',
  'begin start',
  'tall high',
  'transparent clear',
  'golden gold',
  'purple violet',
  'wooden wood',
  'shows displays depicts',
  'has features contains',
  'wears dons',
  'holds carries',
  'sits rests',
  'visible seen',
  'many numerous',
].map((line) => line.split(' '));

/** Words for so many things that what they replace may still be among them. */
const GENERIC = new Set(
  'thing object item something someone person people human individual figure animal creature vehicle food plant building structure place furniture clothing garment device container'.split(
    ' ',
  ),
);

/** Words that add nothing that could be false. */
const EMPTY_WORDS = new Set(
  'very quite really rather also just simply clearly visible visibly seen shown depicted indeed actually overall'.split(' '),
);

const NEGATIONS = new Set([
  'no',
  'not',
  'never',
  'none',
  'without',
  'nothing',
  'nobody',
  "isn't",
  "aren't",
  "doesn't",
  "don't",
  "wasn't",
  "weren't",
]);

const GROUP_OF = new Map(SYNONYMS.flatMap((group) => group.map((word) => [word, group[0]!] as const)));

/** Whether a word denies. */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(plainWord(word));
}

/**
 * Whether changed words say the same as, or nothing against, the original ones, as far as tables tell: other spelling, number words and digits, common
 * synonyms, a generic word in place of a special one, inserted words that say nothing.
 */
export function saysTheSame(original: string, changed: string): boolean {
  const [before, after] = [plainWords(original), plainWords(changed)];
  const content = after.filter((word) => !isFunctionWord(word) && !EMPTY_WORDS.has(word));
  if (before.every(isFunctionWord) && content.length === 0 && quantityOf(after) === null) return true;
  if (squeezed(original) === squeezed(changed)) return true;
  const [quantity, changedQuantity] = [quantityOf(before), quantityOf(after)];
  if (quantity?.kind === 'exact' && changedQuantity?.kind === 'exact') return quantity.value === changedQuantity.value;
  const place = spatialMeaning(before);
  if (place !== null && place === spatialMeaning(after)) return true;
  const head = after.at(-1);
  if (head !== undefined && before.length > 0 && (GENERIC.has(head) || GENERIC.has(head.replace(/s$/, '')))) return true;
  return before.length === after.length && before.length > 0 && before.every((word, index) => areSynonyms(word, after[index]!));
}

function areSynonyms(first: string, second: string): boolean {
  const [one, other] = [spelling(first), spelling(second)];
  return one === other || isGrammarChange(one, other) || groupOf(one) === groupOf(other);
}

function groupOf(word: string): string {
  return GROUP_OF.get(word) ?? GROUP_OF.get(word.replace(/s$/, '')) ?? word;
}

/** The American spelling, or what comes close enough to it to compare. */
function spelling(word: string): string {
  return word
    .replace(/^grey/, 'gray')
    .replace(/(?<=[a-z]{2})our(?=(?:s|ed|ful|ing|less|ite)?$)/, 'or')
    .replace(/(?<=[a-z]{3})is(?=(?:e|es|ed|ing)$)/, 'iz')
    .replace(/(?<=(?:cent|theat|met|lit|fib))re(?=s?d?$)/, 'er')
    .replace(/ll(?=(?:ed|ing|er)s?$)/, 'l')
    .replace(/^jewellery$/, 'jewelry')
    .replace(/^tyre/, 'tire')
    .replace(/^plough/, 'plow')
    .replace(/^moustache/, 'mustache')
    .replace(/^pyjama/, 'pajama')
    .replace(/^doughnut/, 'donut')
    .replace(/^storey/, 'story')
    .replace(/^yoghurt/, 'yogurt')
    .replace(/^aluminium/, 'aluminum');
}

/** "T-shirt", "t shirt" and "tshirt" are the same; what letters lack is kept, or "2" and "+" would be alike. */
function squeezed(text: string): string {
  const letters = plainWord(text).replaceAll(/[\s\p{P}]+/gu, '');
  return letters === '' ? text.trim() : letters;
}

const CONJUNCTIONS = new Set(['and', 'or', ',', '&']);
const ARTICLES = new Set(['a', 'an', 'the']);

/** Whether a stretch of words only has its parts on both sides of "and" exchanged: "a cat and a dog" for "a dog and a cat". */
export function isReordered(original: readonly string[], changed: readonly string[]): boolean {
  const [before, after] = [original, changed].map((words) => words.map(plainWord).filter((word) => !ARTICLES.has(word))) as [
    string[],
    string[],
  ];
  return before.some((word, index) => {
    if (!CONJUNCTIONS.has(word) || index === 0 || index === before.length - 1) return false;
    return [...before.slice(index + 1), word, ...before.slice(0, index)].join(' ') === after.join(' ');
  });
}
