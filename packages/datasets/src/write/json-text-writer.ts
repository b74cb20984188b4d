import { open } from 'node:fs/promises';
import { jsonText } from './json-text';
import type { RecordWriter } from './record-writer';

/** Characters that are collected before they are written. */
const BLOCK = 1 << 20;

interface Layout {
  before: string;
  between: string;
  after: string;
}

/** One record a line. */
export const JSON_LINES: Layout = { before: '', between: '\n', after: '\n' };

/** One array, a record a line. */
export const JSON_ARRAY: Layout = { before: '[\n', between: ',\n', after: '\n]\n' };

/** Writes records as JSON text. */
export async function jsonTextWriter(path: string, { before, between, after }: Layout): Promise<RecordWriter<object>> {
  const handle = await open(path, 'w');
  let pending = before;
  let records = 0;
  const flush = async (): Promise<void> => {
    await handle.appendFile(pending);
    pending = '';
  };
  return {
    async write(record) {
      pending += (records > 0 ? between : '') + jsonText(record);
      records += 1;
      if (pending.length >= BLOCK) await flush();
    },
    async end() {
      // Lines end only where there are any.
      if (records > 0 || before !== '') pending += after;
      await flush();
      await handle.close();
    },
  };
}
