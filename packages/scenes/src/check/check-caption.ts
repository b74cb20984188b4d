import type { Scene } from '@tldr-rm/schema';
import { CAPTION_TEMPLATES } from '../text/caption-templates';
import { type CheckedClaim, claimsOfSentence } from './claims-of-sentence';
import { type SentencePattern, sentencePattern } from './sentence-pattern';

export type { CheckedClaim } from './claims-of-sentence';

/** A piece of a text: UTF-16 offsets, half-open. */
export interface Stretch {
  start: number;
  end: number;
}

/** `right`: read, and every claim true. `hallucinated`: a claim is false. `undecided`: anything else. */
export type Verdict = 'right' | 'hallucinated' | 'undecided';

export interface CheckedSentence extends Stretch {
  verdict: Verdict;
  /** Whether the check could read it; what it could not read is undecided. */
  read: boolean;
}

/** What a text says about a scene, and what of it is false. */
export interface CaptionCheck {
  claims: CheckedClaim[];
  /** Words of false claims, in order. */
  hallucinated: Stretch[];
  sentences: CheckedSentence[];
  /** A response is hallucinated if one of its sentences is, and right if all are. */
  response: Verdict;
}

let patterns: readonly SentencePattern[] | undefined;

/**
 * Checks a text about a scene: finds what it claims and whether that is true. It reads the wordings of `describeScene`, with any of their nouns, numbers, colours and
 * places in any grammar; sentences in other words are left undecided.
 */
export function checkCaption(text: string, scene: Scene): CaptionCheck {
  patterns ??= Object.values(CAPTION_TEMPLATES).flatMap(({ late, early }) => [...late, ...early].map(sentencePattern));
  const claims: CheckedClaim[] = [];
  const sentences = splitSentences(text).map(({ start, end }): CheckedSentence => {
    const found = readSentence(text.slice(start, end), scene, patterns!);
    if (found === null) return { start, end, verdict: 'undecided', read: false };
    for (const claim of found) claims.push({ ...claim, start: claim.start + start, end: claim.end + start });
    const truths = found.map(({ truth }) => truth);
    const verdict = truths.includes(false) ? 'hallucinated' : truths.every((truth) => truth === true) ? 'right' : 'undecided';
    return { start, end, verdict, read: true };
  });
  return {
    claims,
    hallucinated: claims.filter(({ truth }) => truth === false).map(({ start, end }) => ({ start, end })),
    sentences,
    response: verdictOf(sentences),
  };
}

function readSentence(sentence: string, scene: Scene, readers: readonly SentencePattern[]): CheckedClaim[] | null {
  for (const read of readers) {
    const parts = read(sentence);
    const claims = parts && claimsOfSentence(parts, scene);
    if (claims !== null) return claims;
  }
  return null;
}

function verdictOf(sentences: readonly CheckedSentence[]): Verdict {
  if (sentences.some(({ verdict }) => verdict === 'hallucinated')) return 'hallucinated';
  return sentences.length > 0 && sentences.every(({ verdict }) => verdict === 'right') ? 'right' : 'undecided';
}

/** Sentences without the white space around them. No word of a caption holds a full stop. */
function splitSentences(text: string): Stretch[] {
  return [...text.matchAll(/[^\s.!?][^.!?\n]*[.!?]*/g)].map(({ index, 0: sentence }) => ({
    start: index,
    end: index + sentence.trimEnd().length,
  }));
}
