import type { Sample } from '@tldr-rm/schema';
import { toCodePoints } from '../code-points';
import { integer, list, struct, text, truth } from './parquet-schema';
import type { TableRow } from './parquet-table-writer';

const SPAN = struct('span', [
  integer('start', 'REQUIRED'),
  integer('end', 'REQUIRED'),
  text('label', 'REQUIRED'),
  text('taxonomy'),
  text('original'),
]);

export const SAMPLE_COLUMNS = [
  text('id', 'REQUIRED'),
  text('image'),
  text('prompt', 'REQUIRED'),
  text('response', 'REQUIRED'),
  text('original'),
  list('spans', SPAN),
  truth('hallucinated'),
  text('scene'),
  text('claims'),
];

/** A sample as a row: offsets of spans count code points; what has many shapes is JSON text. */
export function sampleRow({ spans, scene, claims, ...sample }: Sample): TableRow {
  const convert = toCodePoints(sample.response);
  return {
    ...sample,
    spans: spans?.map((span) => ({ ...span, ...convert(span) })),
    scene: scene && JSON.stringify(scene),
    claims: claims && JSON.stringify(claims),
  };
}
