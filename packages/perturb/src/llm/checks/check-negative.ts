import { diffWords, splitWords, type WordEdit } from '@tldr-rm/align';
import type { Span, Taxonomy } from '@tldr-rm/schema';
import { isFlip, misfit } from './fits-taxonomy';
import { isGivenByQuestion } from './given-by-question';
import { isFunctionWord } from './grammar-words';
import { type LabelledChange, labelEdit } from './label-edit';
import { plainWords } from './plain-words';
import { rebuildResponse } from './rebuild-response';
import type { Rejection, RejectionReason } from './rejection';
import { isNegation, isReordered, saysTheSame } from './same-meaning';

/** A check of meaning: whether the changed words say the same as the original ones, which are empty where words were inserted. */
export type IsParaphrase = (original: string, changed: string) => boolean | Promise<boolean>;

/** What a changed text is checked against. */
export interface NegativeRequest {
  original: string;
  /** The prompt that `original` responds to. */
  question: string;
  taxonomy: Taxonomy;
  /** Changes that were asked for, at most. */
  edits: number;
  isParaphrase?: IsParaphrase | undefined;
}

/** A false response with its labels. */
export interface Negative {
  response: string;
  spans: Span[];
}

/** Changed places that make one change: exchanging two attributes takes two. */
const PLACES = { default: 1, 'attribute-binding': 2 };
/** A hallucination is a word or a short phrase; more is a new text, and its labels would say little about single tokens. */
const MOST_WORDS = { default: 6, counterfactual: 16 };
/** Places that follow one change by grammar: an article, a verb, the noun where it is named again, and one to spare. */
const MOST_GRAMMAR_PLACES = 4;
/** No word is longer; a changed text that is longer than the original by more than its changes is not looked at, since comparing takes quadratic time. */
const LONGEST_WORD = 40;

/** Checks what a model made of a response; see the README for what is checked. */
export async function checkNegative(changedText: string, request: NegativeRequest): Promise<Negative | Rejection> {
  const { original, taxonomy, edits: wanted, question } = request;
  const changed = withEndOf(original, changedText.trim());
  if (changed === '') return reject('deletion', 'The text is empty.');
  const mostWords = taxonomy === 'counterfactual' ? MOST_WORDS.counterfactual : MOST_WORDS.default;
  if (changed.length > original.length + wanted * mostWords * LONGEST_WORD) {
    return reject('too-many-words', 'The text became much longer. Change no more than a few words.');
  }
  const edits = diffWords(original, changed).filter((edit) => !isCosmetic(edit));
  if (edits.length === 0) return reject('unchanged', 'The text is unchanged.');
  const labelled = edits.map(labelEdit);
  const all = labelled.flat();
  const changes = all.filter(({ label, start, end }) => label === 'hallucinated' && start < end);
  const problem =
    tooMuch(all, changes, wanted, mostWords, taxonomy) ??
    deletion(all, changes, taxonomy) ??
    (changes.length === 0 ? reject('only-grammar', 'No word changed its meaning.') : null) ??
    sameMeaning(original, changed, edits, changes) ??
    wrongKind(taxonomy, { changes, all, original, changed, question }) ??
    givenWords(changes, question, taxonomy);
  if (problem !== null) return problem;
  for (const change of changes) {
    if (await request.isParaphrase?.(change.original, change.changed)) return paraphrase(change);
  }
  return label(original, changed, edits, labelled, taxonomy);
}

/** The changed text with the original's last mark: a lost or an added full stop says nothing, and what stands before it should not be joined to it. */
function withEndOf(original: string, changed: string): string {
  const [mark] = /[.!?]*$/.exec(original.trimEnd())!;
  const body = changed.replace(/[.!?]*$/, '');
  return body === '' ? changed : body + mark;
}

/** Whether an edit changes marks, capitals or accents alone; such edits are not made. */
function isCosmetic({ original, changed }: WordEdit): boolean {
  return plainWords(original.text).join(' ') === plainWords(changed.text).join(' ');
}

/** Yes for no, or no for yes; the "not" that goes with it belongs to the same change. */
function flips({ original, changed }: LabelledChange): boolean {
  return isFlip(plainWords(original), plainWords(changed));
}

function isOnlyNegation({ changed }: LabelledChange): boolean {
  const words = plainWords(changed);
  return words.length === 1 && isNegation(words[0]!);
}

function reject(reason: RejectionReason, explanation: string): Rejection {
  return { reason, explanation };
}

function tooMuch(
  all: readonly LabelledChange[],
  changes: readonly LabelledChange[],
  wanted: number,
  mostWords: number,
  taxonomy: Taxonomy,
): Rejection | null {
  // The same word changed wherever it is named is one change.
  const flipped = changes.some(flips);
  const separate = changes.filter((change) => !flipped || flips(change) || !isOnlyNegation(change));
  const distinct = new Set(separate.map((change) => `${stems(change.original)}>${stems(change.changed)}`));
  const places = wanted * (taxonomy === 'attribute-binding' ? PLACES['attribute-binding'] : PLACES.default);
  if (distinct.size > places) {
    return reject(
      'too-many-changes',
      `The text was changed in ${distinct.size} places: ${listed(changes)}. Keep everything else word by word.`,
    );
  }
  const long = changes.find(({ original, changed }) => Math.max(splitWords(original).length, splitWords(changed).length) > mostWords);
  if (long !== undefined)
    return reject('too-many-words', `"${excerpt(long.changed)}" is too much. Change no more than ${mostWords} words.`);
  const grammar = all.length - changes.length;
  const mentions = Math.max(wanted, changes.length);
  return grammar > mentions * MOST_GRAMMAR_PLACES
    ? reject('too-many-changes', 'Endings, capitals or marks changed in many places. Keep everything else word by word.')
    : null;
}

/** Words that are gone without others in their place carry no label; an exchange may leave a gap where its word was. */
function deletion(all: readonly LabelledChange[], changes: readonly LabelledChange[], taxonomy: Taxonomy): Rejection | null {
  const moved = taxonomy === 'attribute-binding' ? changes.flatMap(({ changed }) => plainWords(changed)) : [];
  const mayGo = (word: string): boolean =>
    isFunctionWord(word) || moved.includes(word) || (taxonomy === 'counterfactual' && isNegation(word));
  for (const { start, end, original } of all) {
    const lost = start < end ? [] : plainWords(original).filter((word) => !mayGo(word));
    if (lost.length > 0)
      return reject('deletion', `"${excerpt(original)}" was left out. Replace words or insert them, and leave nothing out.`);
  }
  const stops = (texts: readonly string[]): number => fullStops(texts.join(' '));
  return stops(all.map(({ original }) => original)) > stops(all.map(({ changed }) => changed))
    ? reject('deletion', 'Two sentences were joined. Keep all full stops.')
    : null;
}

function sameMeaning(original: string, changed: string, edits: readonly WordEdit[], changes: readonly LabelledChange[]): Rejection | null {
  const same = changes.find((change) => saysTheSame(change.original, change.changed));
  if (same !== undefined) return paraphrase(same);
  const [first, last] = [edits[0]!, edits.at(-1)!];
  const before = splitWords(original.slice(first.original.start, last.original.end)).map(({ text }) => text);
  const after = splitWords(changed.slice(first.changed.start, last.changed.end)).map(({ text }) => text);
  return isReordered(before, after)
    ? reject('paraphrase', 'The order changed, and the meaning did not. The text must become false.')
    : null;
}

function paraphrase({ original, changed }: LabelledChange): Rejection {
  return original === ''
    ? reject('paraphrase', `"${excerpt(changed)}" adds nothing that is false.`)
    : reject('paraphrase', `"${excerpt(changed)}" may be just as true as "${excerpt(original)}". The text must become false.`);
}

function wrongKind(taxonomy: Taxonomy, context: Parameters<typeof misfit>[1]): Rejection | null {
  const problem = misfit(taxonomy, context);
  return problem === null ? null : reject('wrong-kind', problem);
}

function givenWords(changes: readonly LabelledChange[], question: string, taxonomy: Taxonomy): Rejection | null {
  if (taxonomy === 'counterfactual') return null;
  const given = changes.find((change) => isGivenByQuestion(change, question));
  return given === undefined
    ? null
    : reject('given-by-question', `"${excerpt(given.original)}" is given by the question. Change what answers it.`);
}

function label(
  original: string,
  changed: string,
  edits: readonly WordEdit[],
  labelled: readonly (readonly LabelledChange[])[],
  taxonomy: Taxonomy,
): Negative {
  const { text: response, shifts } = rebuildResponse(original, changed, edits);
  const spans = labelled.flatMap((changes, index) =>
    changes.flatMap(({ start, end, label, original: replaced }): Span[] =>
      start === end ? [] : [{ start: start + shifts[index]!, end: end + shifts[index]!, label, taxonomy, original: replaced }],
    ),
  );
  return { response, spans };
}

function fullStops(text: string): number {
  return splitWords(text).filter(({ text: word }) => /^[.!?]+$/.test(word)).length;
}

function stems(text: string): string {
  return plainWords(text)
    .map((word) => word.replace(/(?:es|s)$/, ''))
    .join(' ');
}

function listed(changes: readonly LabelledChange[]): string {
  return changes
    .slice(0, 3)
    .map(({ changed }) => `"${excerpt(changed)}"`)
    .join(', ');
}

/** Enough of a text for the model to know which words are meant. */
function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
