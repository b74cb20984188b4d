import { splitWords, type TextRange } from '@tldr-rm/align';
import type { Taxonomy } from '@tldr-rm/schema';
import { isFunctionWord, isGrammarChange } from './grammar-words';
import type { LabelledChange } from './label-edit';
import { plainWord, plainWords } from './plain-words';
import { isQuantityWord, quantityOf } from './quantities';
import { isNegation } from './same-meaning';
import { isSpatialWord, spatialMeaning } from './spatial-words';
import { quotedRanges, writtenRanges } from './written-text';

/** The changes of a text that may be false, and what they are judged by. */
export interface ChangeContext {
  /** All that may be false, and nothing that was only left out. */
  changes: readonly LabelledChange[];
  /** Everything that changed. */
  all: readonly LabelledChange[];
  original: string;
  changed: string;
  question: string;
}

/** What is wrong about the kind of change, as a sentence for the model; null if it fits the taxonomy as far as tables tell. */
export function misfit(taxonomy: Taxonomy, context: ChangeContext): string | null {
  for (const change of context.changes) {
    const problem = MISFITS[taxonomy](change, context);
    if (problem !== null) return problem;
  }
  return null;
}

/** Whether a text has what a taxonomy changes. It costs nothing to ask, unlike the model. */
export function mayApply(taxonomy: Taxonomy, original: string, question: string): boolean {
  const words = splitWords(original).map(({ text }) => text);
  switch (taxonomy) {
    case 'counting':
      return words.some(isQuantityWord);
    case 'spatial-relationship':
      return words.some(isSpatialWord);
    case 'text-ocr':
      return writtenRanges(original, question).length > 0;
    case 'attribute-binding':
      // An attribute and a thing, twice.
      return words.filter((word) => /\p{L}/u.test(word) && !isFunctionWord(word)).length >= 4;
    default:
      return words.some((word) => /[\p{L}\p{N}]/u.test(word));
  }
}

const MISFITS: Readonly<Record<Taxonomy, (change: LabelledChange, context: ChangeContext) => string | null>> = {
  counting: ({ original, changed }) => {
    const [before, after] = [quantityOf(plainWords(original)), quantityOf(plainWords(changed))];
    if (before === null || after?.kind !== 'exact')
      return 'Only a number or an amount may change, and it must become another exact number.';
    return before.kind === 'vague' && after.value > 1 ? `"${original}" may well be ${after.value}; make it one or none.` : null;
  },
  'spatial-relationship': ({ original, changed }) =>
    spatialMeaning(plainWords(original)) === null || spatialMeaning(plainWords(changed)) === null
      ? 'Only a word that says where something is may change, and it must become another word of place.'
      : null,
  'text-ocr': (change, { original, changed, question }) => {
    const replaced = { start: change.originalStart, end: change.originalStart + change.original.length };
    const inside = change.original === '' ? isInside(change, quotedRanges(changed)) : isInside(replaced, writtenRanges(original, question));
    return inside ? null : 'Only the words that are written in the picture may change: quoted words, words in capitals, what a sign says.';
  },
  'attribute-binding': (_, { all }) => {
    const [lost, gained] = [contentOf(all.map(({ original }) => original)), contentOf(all.map(({ changed }) => changed))];
    const isExchange = lost.length === gained.length && lost.every((word, index) => isGrammarChange(word, gained[index]!));
    return isExchange ? null : 'Words of the response must change places: use no new word, use none twice and leave none out.';
  },
  counterfactual: ({ original, changed }, context) => {
    const words = plainWords(changed);
    if (original === '' && (words.some((word) => !isFunctionWord(word)) || words.some(isNegation))) return null;
    if (words.some(isNegation) || isFlip(plainWords(original), words)) return null;
    return isAnswerToYesOrNo(context) ? 'Flip yes or no.' : 'Insert something that is not there, or deny what is; replace no other word.';
  },
  'object-identification': (change, context) => replacesOther(change, context, 'the name of a thing', { attributes: false }),
  'small-object': (change, context) => replacesOther(change, context, 'the name or the look of a small thing', { attributes: true }),
  'visual-attribute': (change, context) => replacesOther(change, context, 'a word for how something looks', { attributes: true }),
};

const ATTRIBUTES = new Set(
  `red orange yellow green blue purple pink grey gray black white brown beige tan golden silver dark light bright pale small large big tiny huge tall short
  long wide narrow thick thin round square striped spotted plain wooden metal plastic glass old new young wet dry open closed empty full`.split(
    /\s+/,
  ),
);

function replacesOther(
  { original, originalStart, changed }: LabelledChange,
  { original: text }: ChangeContext,
  what: string,
  { attributes }: { attributes: boolean },
): string | null {
  const [before, after] = [plainWords(original), plainWords(changed)];
  const wanted = `Only ${what} may change, into another one.`;
  if (before.every(isFunctionWord) || after.every((word) => isFunctionWord(word) || isNegation(word))) return wanted;
  if (quantityOf(before) !== null || quantityOf(after) !== null) return `${wanted} Leave numbers alone.`;
  if (spatialMeaning(before) !== null || spatialMeaning(after) !== null) return `${wanted} Leave words of place alone.`;
  if (!attributes && before.every((word) => ATTRIBUTES.has(word))) return `${wanted} Leave colours, sizes and the like alone.`;
  const isQuoted = quotedRanges(text).some(({ start, end }) => start <= originalStart && originalStart < end);
  return isQuoted ? `${wanted} Leave quoted words alone.` : null;
}

/** The words of changes that say something, in alphabetical order. */
function contentOf(texts: readonly string[]): string[] {
  return texts
    .flatMap(plainWords)
    .filter((word) => !isFunctionWord(word))
    .sort();
}

function isInside(range: { start: number; end: number }, ranges: readonly TextRange[]): boolean {
  return ranges.some(({ start, end }) => start <= range.start && range.end <= end);
}

/** Whether yes became no, or no yes. */
export function isFlip(before: readonly string[], after: readonly string[]): boolean {
  const answers = ['yes', 'no'];
  return answers.includes(before[0] ?? '') && answers.includes(after[0] ?? '') && before[0] !== after[0];
}

function isAnswerToYesOrNo({ original }: ChangeContext): boolean {
  return /^(?:yes|no)\b/i.test(plainWord(original.trim()));
}
