import type { Span } from '@tldr-rm/schema';
import type { TokenOffset } from './token-offsets';

/** Label of a token that is right about the picture. */
export const RIGHT = 1;
/** Label of a token that is wrong about the picture. */
export const HALLUCINATED = 0;
/** Label of a token that counts neither way: no loss, no metric. */
export const IGNORE = -1;

/**
 * Labels of tokens under spans: {@link HALLUCINATED} where a token overlaps a hallucinated span, {@link IGNORE} where it overlaps only `ignore` spans
 * or stands for no text at all, else {@link RIGHT}.
 */
export function tokenLabels(offsets: readonly TokenOffset[], spans: readonly Pick<Span, 'start' | 'end' | 'label'>[]): Int8Array {
  return Int8Array.from(offsets, ([start, end]) => {
    if (start === end) return IGNORE;
    let label = RIGHT;
    for (const span of spans) {
      if (span.start >= end || span.end <= start) continue;
      if (span.label === 'hallucinated') return HALLUCINATED;
      label = IGNORE;
    }
    return label;
  });
}
