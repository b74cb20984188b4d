import type { Taxonomy } from '@tldr-rm/schema';

/** What a prompt asks for, as far as its words tell. */
export interface Question {
  /** The prompt in lower case. */
  text: string;
  words: ReadonlySet<string>;
  kind: 'yes-no' | 'how-many' | 'written' | 'where' | 'colour' | 'other' | 'describe';
  /** Which kind of hallucination a wrong yes or no would be; undefined where the question does not tell. */
  yesNoTaxonomy?: Taxonomy;
}

const YES_NO = /^\W*(?:is|are|was|were|does|do|did|has|have|can|could)\b/;
const DESCRIBE =
  /\b(?:describe|caption|description|what (?:is|do you see) in (?:the|this) (?:image|picture|photo)|what(?:'s| is) (?:happening|going on|shown|depicted))\b/;
const WRITTEN =
  /\b(?:say|says|said|written|write|read|reads|text|letters?|spell(?:ed|s)?|words?|licen[cs]e plate|brand|logo|slogan|labell?ed|title|number (?:is )?(?:on|of the)|jersey|what time (?!of day)|name of)\b/;
const PLACE =
  /\b(?:left|right|above|below|behind|in front of|next to|beside|under|underneath|beneath|on top of|inside|outside|between|near|background|foreground)\b/;
const COLOUR =
  /\b(?:red|blue|green|yellow|orange|purple|pink|brown|black|white|gr[ae]y|colou?r|striped|wooden|large|small|tall|short|open|closed|wet|dry|empty|full|round|square|metal|plastic|old|young|long|big)\b/;
const COUNT = /\b(?:how many|two|three|four|five|six|seven|eight|nine|ten|more than|fewer than|exactly|at least)\b/;

export function readQuestion(prompt: string): Question {
  const text = prompt.toLowerCase();
  const words = new Set(text.match(/[a-z0-9]+/g));
  if (DESCRIBE.test(text) || text.trim() === '') return { text, words, kind: 'describe' };
  if (YES_NO.test(text)) {
    const taxonomy = yesNoTaxonomyOf(text);
    return { text, words, kind: 'yes-no', ...(taxonomy === undefined ? {} : { yesNoTaxonomy: taxonomy }) };
  }
  if (/\bhow many\b|\bnumber of\b/.test(text)) return { text, words, kind: 'how-many' };
  if (WRITTEN.test(text)) return { text, words, kind: 'written' };
  if (/\bwhat colou?r\b|\bwhich colou?r\b/.test(text)) return { text, words, kind: 'colour' };
  if (/^\W*where\b/.test(text)) return { text, words, kind: 'where' };
  return { text, words, kind: 'other' };
}

function yesNoTaxonomyOf(text: string): Taxonomy | undefined {
  if (/\b(?:say|says|read|reads|written|spell|word|letters?)\b/.test(text)) return 'text-ocr';
  if (COUNT.test(text)) return 'counting';
  if (PLACE.test(text)) return 'spatial-relationship';
  if (COLOUR.test(text)) return 'visual-attribute';
  // "Is there a dog?" asks about something that a wrong answer makes up or denies.
  if (/^\W*(?:is|are) there\b|^\W*(?:do|can) you see\b/.test(text)) return 'counterfactual';
  if (/^\W*is (?:this|that|it|the \w+) an? \w+\W*$/.test(text)) return 'object-identification';
  return undefined;
}
