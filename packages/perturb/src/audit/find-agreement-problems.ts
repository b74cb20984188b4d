import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItemSentence, type ItemToken } from 'wink-nlp';
import type { GrammarProblem } from './grammar-problem';

interface Word {
  text: string;
  /** Universal part of speech, such as NOUN. */
  part: string;
  lemma: string;
}

/** A determiner, a number, adjectives and nouns in a row: `the two small dogs`. */
interface NounPhrase {
  start: number;
  end: number;
  determiner: string | undefined;
  numeral: string | undefined;
  number: GrammaticalNumber;
}

type GrammaticalNumber = 'singular' | 'plural' | 'either';

const IRREGULAR_PLURALS = /^(?:men|women|children|people|mice|geese|feet|teeth|oxen|.+(?:men|women|feet|teeth))$/;

/** Nouns that look alike in both numbers, or have only one and take either verb. */
const EITHER_NUMBER =
  /^(?:sheep|deer|fish|moose|aircraft|spacecraft|series|species|bison|swine|salmon|trout|squid|shrimp|dozen|hundred|thousand|million|half|lot|number|variety|couple|pair|group|majority|rest|some|more|other|others)$/;

const SINGULAR_DETERMINERS = /^(?:an?|another|each|every|this|that)$/;
const SINGULAR_VERBS = /^(?:is|was|has|isn't|wasn't)$/;
const PLURAL_VERBS = /^(?:are|were|have|aren't|weren't)$/;

const nlp = winkNLP(model, ['sbd', 'pos']);

// Its declared parameters are narrower than what is passed to it.
const lemmaOf = nlp.its.lemma as unknown as typeof nlp.its.pos;

/** Nouns that do not agree with their number, article or verb: `two dog`, `a cups`, `the dogs is`, `there are no star`. */
export function findAgreementProblems(text: string): GrammarProblem[] {
  const problems: GrammarProblem[] = [];
  nlp
    .readDoc(text)
    .sentences()
    .each((sentence: ItemSentence) => {
      const words: Word[] = [];
      sentence.tokens().each((token: ItemToken) => {
        words.push({ text: token.out(), part: token.out(nlp.its.pos), lemma: token.out(lemmaOf) });
      });
      for (const phrase of nounPhrasesOf(words)) {
        const message = disagreement(phrase, words);
        if (message !== null) {
          const [start, end] = [Math.max(0, phrase.start - 1), phrase.end + 1];
          problems.push({
            kind: 'Agreement',
            message,
            text: words
              .slice(start, end)
              .map(({ text }) => text)
              .join(' '),
          });
        }
      }
    });
  return problems;
}

function nounPhrasesOf(words: readonly Word[]): NounPhrase[] {
  const phrases: NounPhrase[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const start = at;
    const take = (parts: RegExp): string | undefined => (parts.test(words[at]?.part ?? '') ? words[at++]!.text.toLowerCase() : undefined);
    const determiner = take(/^DET$/);
    const numeral = take(/^NUM$/);
    while (take(/^ADJ$/) !== undefined);
    const firstNoun = at;
    while (take(/^NOUN$/) !== undefined);
    if (at > firstNoun) phrases.push({ start, end: at, determiner, numeral, number: numberOf(words[at - 1]!) });
    // The loop moves on by one: a word that ends no phrase may begin the next.
    at = Math.max(start, at - 1);
  }
  return phrases;
}

function numberOf({ text: written, lemma }: Word): GrammaticalNumber {
  const text = written.toLowerCase();
  if (EITHER_NUMBER.test(text)) return 'either';
  if (IRREGULAR_PLURALS.test(text)) return 'plural';
  if (!text.endsWith('s')) return 'singular';
  return lemma === text ? 'either' : 'plural';
}

/** What is wrong with a phrase among its words; null if nothing is. */
function disagreement({ start, end, determiner, numeral, number }: NounPhrase, words: readonly Word[]): string | null {
  const before = words[start - 1]?.text.toLowerCase();
  const after = words[end]?.text.toLowerCase() ?? '';
  const isNamed = start > 0 && words[start - 1]!.part === 'NOUN';
  if (numeral !== undefined && !isNamed) {
    const isOne = /^(?:one|1)$/.test(numeral);
    if (!isOne && number === 'singular' && after !== '-') return 'A number above one goes with a plural.';
    if (isOne && number === 'plural') return '"one" goes with a singular.';
  }
  if (numeral === undefined && determiner !== undefined && SINGULAR_DETERMINERS.test(determiner) && number === 'plural') {
    return `"${determiner}" goes with a singular.`;
  }
  if (before !== undefined && /^there$/i.test(words[start - 2]?.text ?? '')) {
    if (SINGULAR_VERBS.test(before) && number === 'plural') return `"there ${before}" goes with a singular.`;
    const isAlone = after !== 'and' && after !== ',';
    const isOne = /^(?:an?|no)$/.test(determiner ?? '') || numeral === 'one';
    if (PLURAL_VERBS.test(before) && number === 'singular' && isOne && isAlone) return `"there ${before}" goes with a plural.`;
  }
  if (!beginsClause(start, words)) return null;
  if (SINGULAR_VERBS.test(after) && number === 'plural') return `A plural does not go with "${after}".`;
  if (PLURAL_VERBS.test(after) && number === 'singular') return `A singular does not go with "${after}".`;
  return null;
}

/** Whether words stand at the beginning of a sentence, or after a comma and a conjunction. Elsewhere a noun need not be its verb's subject. */
function beginsClause(start: number, words: readonly Word[]): boolean {
  return start === 0 || (/^[CS]CONJ$/.test(words[start - 1]!.part) && words[start - 2]?.text === ',');
}
