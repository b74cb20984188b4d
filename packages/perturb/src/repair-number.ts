import { NUMBER_WORDS, nounForm, SIZE_WORDS } from '@tldr-rm/scenes';
import { type Claim, COLOURS } from '@tldr-rm/schema';
import { withCaseOf } from './context';
import type { Edit } from './edit';

const MODIFIERS = [...NUMBER_WORDS, ...COLOURS, ...SIZE_WORDS.small, ...SIZE_WORDS.large, 'the', 'exactly'].join('|');
const BEFORE_NOUN = new RegExp(`(?:(?:${MODIFIERS}) )*$`, 'i');
const VERB_BEFORE = /(^|[^A-Za-z])(is|are) $/i;
const VERB_AFTER = /^((?: in the picture| here|, which| that)?) (is|are)(?![A-Za-z])/;
/** After these a noun is not the subject of the verb that follows it. */
const OBJECT_BEFORE = /(?:^|[^A-Za-z])(?:of|with|to|from|at|than|above|below|between [^.]* and) $/i;
/** After these a plural names the kind, not the things: "counting dogs, we find one". */
const GENERIC_BEFORE = /(?:^|[^A-Za-z])(?:number of|counting|of|for|count the) $/i;
const THERE_IS = /(?:^|[^A-Za-z])there (is|are) $/i;

/**
 * Edits that make the rest of a text agree with a changed number of a thing: its noun wherever it is named, and the verbs that go with it. All are
 * labelled `ignore`. Null if an indefinite article stands before the noun, which no repair of endings can save.
 */
export function repairNumber(text: string, mentions: readonly Claim[], counts: readonly Claim[], from: number, to: number): Edit[] | null {
  if ((from === 1) === (to === 1)) return [];
  const verb = to === 1 ? 'is' : 'are';
  const edits: Edit[] = [];
  for (const { start, end, value } of mentions) {
    const noun = text.slice(start, end);
    const wanted = withCaseOf(nounForm(value, to), noun);
    // A noun that was plural though it stood for one thing ("the number of dogs is one") stays so.
    const generic = from === 1 && noun.toLowerCase() !== value;
    const before = text.slice(0, start);
    if (generic || GENERIC_BEFORE.test(before)) continue;
    if (noun !== wanted) edits.push({ start, end, text: wanted, label: 'ignore' });
    const phraseStart = start - BEFORE_NOUN.exec(before)![0].length;
    const phraseBefore = text.slice(0, phraseStart);
    if (/(?:^|[^A-Za-z])(?:an?|some) $/i.test(phraseBefore)) return null;
    const verbBefore = VERB_BEFORE.exec(phraseBefore);
    if (verbBefore !== null) pushVerb(edits, phraseStart - 1 - verbBefore[2]!.length, verbBefore[2]!, verb);
    const verbAfter = VERB_AFTER.exec(text.slice(end));
    if (verbAfter !== null && !OBJECT_BEFORE.test(phraseBefore)) pushVerb(edits, end + verbAfter[1]!.length + 1, verbAfter[2]!, verb);
  }
  for (const { start, end } of counts) {
    const there = THERE_IS.exec(text.slice(0, start));
    if (there !== null && /^[.,]/.test(text.slice(end))) pushVerb(edits, start - 1 - there[1]!.length, there[1]!, verb);
  }
  return edits;
}

function pushVerb(edits: Edit[], start: number, word: string, verb: string): void {
  if (word.toLowerCase() !== verb) edits.push({ start, end: start + word.length, text: withCaseOf(verb, word), label: 'ignore' });
}
