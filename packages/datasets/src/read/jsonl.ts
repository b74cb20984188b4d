import { readJsonl } from '@tldr-rm/files';
import { z } from 'zod';
import type { RawSample, ReadContext } from './raw-sample';

/** Samples, one a line. As in a table, a missing prompt is the one that was given for all. */
export async function* readJsonLines({ source, path, prompt, placeImage, onRead, onBadRecord }: ReadContext): AsyncGenerator<RawSample> {
  for await (const { line, value } of readJsonl(source, z.unknown(), { onRead, name: path, onBadLine: onBadRecord })) {
    yield { position: { unit: 'line', number: line }, value: isRecord(value) ? completed(value) : value };
  }

  function completed(record: Record<string, unknown>): Record<string, unknown> {
    const { image } = record;
    return { ...record, prompt: record.prompt ?? prompt, ...(typeof image === 'string' && { image: placeImage(image) }) };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
