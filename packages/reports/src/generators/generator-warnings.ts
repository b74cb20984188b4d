import type { Comparison } from '@tldr-rm/evaluate';
import { domainNote } from '../domain-note';

/** Names that a sentence lists; more are counted. */
const NAMES_LISTED = 6;

/** What a reader of the rates must know: pictures outside the detector's domain, and generators that may see as the detector does. */
export function generatorWarnings({ detector, generators }: Comparison): string[] {
  const sum = (of: (generator: Comparison['generators'][number]) => number): number =>
    generators.reduce((total, each) => total + of(each), 0);
  const outside = domainNote(
    sum(({ outsideDomain }) => outsideDomain),
    sum(({ captions }) => captions),
    'captions',
    detector,
  );
  const checkpoints = generators.filter(({ settings }) => settings.checkpoint !== undefined).map(({ name }) => name);
  return [
    ...(outside === null ? [] : [outside]),
    ...(checkpoints.length === 0 ? [] : [sharedEyes(checkpoints, generators.length, detector)]),
  ];
}

function sharedEyes(names: readonly string[], count: number, detector: string): string {
  const listed = names.slice(0, NAMES_LISTED).join('; ') + (names.length > NAMES_LISTED ? `; ${names.length - NAMES_LISTED} more` : '');
  const who =
    names.length === count
      ? 'All generators are checkpoints of this toolkit'
      : `Checkpoints of this toolkit are among the generators (${listed})`;
  return (
    `Shared eyes: ${who}. Where ${detector} was made of such a checkpoint, or of one trained from the same weights, it sees pictures with the same eyes: ` +
    'what the generator misread, the detector misreads too, so that its rates are too low for them and cannot be set beside those of other models.'
  );
}
