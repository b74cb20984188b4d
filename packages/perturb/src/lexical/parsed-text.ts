import type { Casing } from './inflect';
import type { NounPhrase } from './noun-phrases';
import type { Quote } from './quotes';
import type { TaggedWord } from './tagged-word';

/** An English text, parsed. */
export interface ParsedText {
  text: string;
  words: readonly TaggedWord[];
  phrases: readonly NounPhrase[];
  quotes: readonly Quote[];
  casing: Casing;
}
