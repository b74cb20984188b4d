import { COLOURS } from '@tldr-rm/schema';
import { NOUNS } from '../nouns';
import { NUMBER_WORDS, SIZE_WORDS } from '../text/grammar';
import type { Role, Slot, Template } from '../text/template';
import { VALUE_WORDS } from '../text/write-template';

/** What a piece of a sentence says. */
export type ReadKind = 'noun' | 'absent' | 'existing' | 'count' | 'quality' | 'board' | 'word' | 'value';

/** A piece of a sentence that says something, at its offsets within the sentence. */
export interface ReadPart {
  kind: ReadKind;
  slot: Slot;
  start: number;
  end: number;
  /** In lower case, but for words on signs. */
  text: string;
}

/** Reads sentences of one template; null for a sentence that it does not fit. */
export type SentencePattern = (sentence: string) => ReadPart[] | null;

/** Nouns by each of their forms. */
export const SINGULARS: ReadonlyMap<string, string> = new Map(
  NOUNS.flatMap(({ noun, plural }) => [[noun, noun] as const, [plural, noun] as const]),
);

const NOUN = oneOf([...SINGULARS.keys()]);
const NUMBER = oneOf(NUMBER_WORDS.slice(1));
/** A model may put a colour where the template has a size, and the other way round. */
const QUALITY = oneOf([...COLOURS, ...SIZE_WORDS.small, ...SIZE_WORDS.large]);
const DETERMINER = 'an?|some';

/**
 * Turns a template into a reader of sentences in its wording. Grammar that the generator would get right is not asked for: articles, is or are, and singular or plural
 * may be any.
 */
export function sentencePattern(template: Template): SentencePattern {
  const parts: { kind: ReadKind; slot: Slot }[] = [];
  const capture = (kind: ReadKind, slot: Slot, pattern: string): string => {
    parts.push({ kind, slot });
    return `(${pattern})`;
  };
  const source = template.map((part) => (typeof part === 'string' ? escapeLiteral(part) : slotPattern(part, capture))).join('');
  // The end of a sentence may be missing where a text was cut off.
  const pattern = new RegExp(`^${source.replace(/\\\.$/, '')}[.!]*$`, 'di');
  return (sentence) => {
    const match = pattern.exec(sentence);
    if (match === null) return null;
    return parts.flatMap(({ kind, slot }, index): ReadPart[] => {
      const place = match.indices![index + 1];
      if (place === undefined) return [];
      const [start, end] = place;
      const text = sentence.slice(start, end);
      return [{ kind, slot, start, end, text: kind === 'word' ? text : text.toLowerCase() }];
    });
  };
}

function slotPattern(slot: Slot, capture: (kind: ReadKind, slot: Slot, pattern: string) => string): string {
  const noun = (): string => capture('noun', slot, NOUN);
  const determiner = (): string => `(?:${DETERMINER}|${capture('count', slot, NUMBER)}) `;
  switch (slot.name) {
    case 'a':
      return determiner() + noun();
    case 'a colour':
    case 'a size':
      return `${determiner()}${capture('quality', slot, QUALITY)} ${noun()}`;
    case 'the':
      return `the ${noun()}`;
    case 'noun':
    case 'nouns':
      return noun();
    case 'is':
      return '(?:is|are)';
    case 'colour':
    case 'size':
      return capture('quality', slot, QUALITY);
    case 'count':
      return capture('count', slot, NUMBER);
    case 'exists':
      return `(?:${DETERMINER}) ${capture('existing', slot, NOUN)}`;
    case 'no absent':
      return `no ${capture('absent', slot, NOUN)}`;
    case 'word':
      return capture('word', slot, '[a-z]+');
    case 'board':
      return capture('board', slot, oneOf(COLOURS));
    case 'a board':
      return `an? ${capture('board', slot, oneOf(COLOURS))}`;
    default: {
      const words = VALUE_WORDS[slot.name];
      if (words === undefined) throw new Error(`a caption's slot {${slot.name}} that cannot be read`);
      return capture('value', slot, oneOf(Object.values(words)));
    }
  }
}

/** Longer words first, so that none is taken for its beginning. */
function oneOf(words: readonly string[]): string {
  return [...new Set(words)]
    .sort((one, other) => other.length - one.length)
    .map(escapeLiteral)
    .join('|');
}

function escapeLiteral(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The roles that stand for things of the picture. */
export type ThingRole = Exclude<Role, 's'>;
