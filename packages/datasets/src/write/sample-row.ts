import { toCodePoints } from '@tldr-rm/align';
import type { Sample } from '@tldr-rm/schema';
import { OWN_KEYS_COLUMN } from '../own-keys-column';
import { jsonText } from './json-text';
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
  text(OWN_KEYS_COLUMN),
];

/** A sample as a row: offsets of spans count code points; what has many shapes is JSON text, and so are keys that {@link Sample} does not know. */
export function sampleRow(sample: Sample): TableRow {
  const { id, image, prompt, response, original, spans, hallucinated, scene, claims, ...own } = sample;
  const convert = toCodePoints(response);
  return {
    ...{ id, image, prompt, response, original, hallucinated },
    spans: spans?.map((span) => ({ ...span, ...convert(span) })),
    scene: scene && jsonText(scene),
    claims: claims && jsonText(claims),
    [OWN_KEYS_COLUMN]: Object.keys(own).length > 0 ? jsonText(own) : undefined,
  };
}
