import type { Difference } from './differences';

/** A change that was meant. One that no difference comes from fails the test. */
export interface IntendedChange {
  reason: string;
  covers: (difference: Difference, recorded: unknown) => boolean;
}

const COUNTED_ONCE: IntendedChange = {
  reason: 'Of samples whose picture is unlike the training pictures, each was counted twice: with its true text and with its false one.',
  covers: ({ path, was, is }) => path.endsWith('.outsideDomain') && was === 2 && is === 1,
};

/** By the name of the case. */
export const INTENDED_CHANGES: Readonly<Record<string, readonly IntendedChange[]>> = {
  'detect-theta': [
    {
      reason: 'A mark ("."), by which nothing is claimed, is no wrong stretch of its own.',
      covers: ({ path, was, is }) => path === 'stdout.0.spans' && textsOf(was).join() === 'Red or,.' && textsOf(is).join() === 'Red or',
    },
  ],
  'detect-file': [
    {
      reason:
        'Numbers of a list and rules between paragraphs ("1.", "---") are no sentences of their own, but belong to the sentence beside them.',
      covers: ({ path, was }) => path === 'files.scored.jsonl.2.sentences' && textsOf(was)[0] === '1.',
    },
    {
      reason: 'The detector of a line is named by all that decides its rewards: models, calibration and thresholds, not the models alone.',
      covers: ({ path, was, is }) =>
        /^files\.scored\.jsonl\.\d\.detector$/.test(path) && [was, is].every((mark) => /^tiny-detector@[0-9a-f]{12}$/.test(mark as string)),
    },
  ],
  evaluate: [
    {
      reason:
        'Where all pictures agree, resampling finds an interval without width, which says that the figure is certain. A share gets the interval of its count instead, and other figures get none.',
      covers: ({ path }, recorded) => /^stdout\.0\.intervals\./.test(path) && hasNoWidth(recorded, path.replace(/\.(low|high)$/, '')),
    },
    COUNTED_ONCE,
  ],
  'evaluate-several': [COUNTED_ONCE],
};

function textsOf(parts: unknown): string[] {
  return (parts as { text: string }[]).map(({ text }) => text);
}

function hasNoWidth(recorded: unknown, path: string): boolean {
  const { low, high } = valueAt(recorded, path) as { low: number; high: number };
  return low === high;
}

/** Keys may have dots in them, such as `byPosition.0.2-0.4`. */
function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  const key = Object.keys(value as object).find((each) => path === each || path.startsWith(`${each}.`))!;
  return valueAt((value as Record<string, unknown>)[key], path.slice(key.length + 1));
}
