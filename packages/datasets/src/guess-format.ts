import { open } from 'node:fs/promises';
import { gunzipSync, constants as zlib } from 'node:zlib';
import { InputError, shorten } from '@tldr-rm/schema';
import { HOLDS, INPUT_FORMATS, type InputFormat, OUTPUT_FORMATS, type OutputFormat } from './formats';

/** Bytes that are looked at: enough for a whole line of every format but of samples with pictures inside, which begin like samples. */
const HEAD_BYTES = 64 * 1024;

const PARQUET_MAGIC = 'PAR1';

/**
 * Tells the format of a dataset by its name and its first bytes.
 *
 * @param name what messages call it.
 * @throws {InputError} `FILE_UNREADABLE`, or `DATASET_FORMAT` if it is none that is known.
 */
export async function guessInputFormat(path: string, name = path): Promise<InputFormat> {
  const head = await readHead(path);
  if (head.startsWith(PARQUET_MAGIC)) return 'parquet';
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (/^\{\s*"(info|images|annotations|licenses|categories)"\s*:/.test(text)) return 'coco-captions';
  if (/^\[\s*\{/.test(text)) {
    if (/"qas"\s*:/.test(text)) return 'visual-genome';
    throw unknownFormat(name, 'a JSON array of objects, but not of questions of Visual Genome, which have "qas"');
  }
  if (text.startsWith('{')) return /"example_id"\s*:/.test(text.split('\n', 1)[0]!) ? 'docci' : 'jsonl';
  // An empty file holds no samples, which is for the reader of it to say.
  if (text === '' && (name !== path || /\.jsonl(\.gz)?$/.test(path))) return 'jsonl';
  throw unknownFormat(name, 'not a dataset of a known format');
}

function unknownFormat(path: string, problem: string): InputError {
  const known = INPUT_FORMATS.map((format) => `${format}, ${HOLDS[format]}`).join('; ');
  return new InputError('DATASET_FORMAT', `${path}: ${problem}. Say which of these it is, or write it as one: ${known}.`);
}

const LINES = ['.jsonl', '.ndjson', '.jsonlines'];

/** How the names of files of each format end. */
const ENDINGS: Readonly<Record<OutputFormat, readonly string[]>> = {
  jsonl: LINES,
  parquet: ['.parquet'],
  'trl-preference': [...LINES, '.parquet'],
  'trl-stepwise': [...LINES, '.parquet'],
  'label-studio': ['.json'],
};

/** Endings that tell what a file holds, those of formats that are not written here among them. Any other says nothing. */
const TELLING_ENDINGS = new Set([
  ...Object.values(ENDINGS).flat(),
  ...['.pq', '.arrow', '.feather', '.avro', '.orc', '.csv', '.tsv', '.xls', '.xlsx', '.html', '.htm', '.md', '.xml', '.yaml', '.yml'],
]);

/**
 * Tells the format to write by the name of the file, or checks that the format that was asked for goes with it.
 *
 * @throws {InputError} `DATASET_FORMAT` if the name does not tell, or tells otherwise.
 */
export function outputFormat(path: string, asked?: OutputFormat): OutputFormat {
  const refuse = (problem: string): never => {
    throw new InputError('DATASET_FORMAT', `${shorten(path)}: ${problem}`);
  };
  const ending = /\.[a-z0-9]+$/i.exec(path)?.[0].toLowerCase() ?? '';
  if (['.gz', '.zip', '.zst', '.bz2', '.xz'].includes(ending)) return refuse(`packed files are not written. Leave out ${ending}.`);
  if (asked === undefined) {
    if (ending === '.parquet') return 'parquet';
    if (LINES.includes(ending)) return 'jsonl';
    return refuse(
      `the name does not tell the format to write. End it with .jsonl or .parquet, or say which: ${OUTPUT_FORMATS.join(', ')}.`,
    );
  }
  if (!TELLING_ENDINGS.has(ending) || ENDINGS[asked].includes(ending)) return asked;
  return refuse(`a file of ${asked} is not named ${ending}, which programs would take it for. End it with ${ENDINGS[asked].join(' or ')}.`);
}

async function readHead(path: string): Promise<string> {
  try {
    const handle = await open(path);
    try {
      const block = Buffer.alloc(HEAD_BYTES);
      const { bytesRead } = await handle.read(block, 0, HEAD_BYTES, 0);
      const head = block.subarray(0, bytesRead);
      const packed = path.endsWith('.gz') && bytesRead > 0;
      return (packed ? gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: MAX_UNPACKED_HEAD_BYTES }) : head).toString(
        'utf8',
      );
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${(error as Error).message}).`, { cause: error });
  }
}

/** Gzip packs zeros a thousand times; a head that unpacks to more is no text. */
const MAX_UNPACKED_HEAD_BYTES = 1024 * HEAD_BYTES + 1024;
