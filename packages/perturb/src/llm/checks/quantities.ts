import { isMark, plainWord } from './plain-words';

const UNITS =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`.split(
    ' ',
  );
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const EXACT: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, index) => [word, index] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ['no', 0],
  ['none', 0],
  ['a', 1],
  ['an', 1],
  ['single', 1],
  ['once', 1],
  ['both', 2],
  ['pair', 2],
  ['couple', 2],
  ['twice', 2],
  ['trio', 3],
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
]);

const VAGUE = new Set(
  'several many some few multiple numerous various lots lot plenty countless dozens hundreds thousands all every each any more most much group bunch handful'.split(
    ' ',
  ),
);

/** Words that stand with a number and say nothing by themselves. */
const FILLERS = new Set(['of', 'the', 'only', 'just', 'exactly', 'about', 'and', 'there', 'is', 'are']);

/** How many a phrase says there are: a number, that it is some number, or, where it is no such phrase, null. */
export type Quantity = { kind: 'exact'; value: number } | { kind: 'vague' } | null;

/** Reads a phrase that consists of nothing but a quantity: "2", "twenty-one", "a pair of", "several". */
export function quantityOf(words: readonly string[]): Quantity {
  const numbers: number[] = [];
  let vague = false;
  for (const word of words) {
    const plain = plainWord(word);
    if (isMark(word)) continue;
    const digits = /^\d+(?:[.,]\d+)*$/.test(plain) ? Number(plain.replaceAll(',', '')) : undefined;
    const value = digits ?? EXACT.get(plain);
    if (value !== undefined) {
      if (Number.isNaN(value)) return null;
      numbers.push(value);
    } else if (VAGUE.has(plain)) vague = true;
    else if (!FILLERS.has(plain)) return null;
  }
  // "a few", "a couple of", "a single": the article only leads up to the number.
  if (numbers.length > 1 && numbers[0] === 1) numbers.shift();
  if (vague) return { kind: 'vague' };
  const [first, second] = numbers;
  if (first === undefined) return null;
  if (second === undefined) return { kind: 'exact', value: first };
  if (second >= 12 && first < second) return { kind: 'exact', value: first * second };
  if (first >= 20 && second < 10) return { kind: 'exact', value: first + second };
  return null;
}

/** Whether a word says how many. */
export function isQuantityWord(word: string): boolean {
  const plain = plainWord(word);
  return /^\d+(?:[.,]\d+)*$/.test(plain) || EXACT.has(plain) || VAGUE.has(plain);
}
