import { InputError } from '@tldr-rm/schema';

/** Names that datasets give to a field, best first. */
const USUAL_NAMES = {
  id: ['id', 'example_id', 'question_id', 'qa_id'],
  image: ['image', 'images', 'image_path', 'image_file', 'file_name', 'image_url', 'url'],
  prompt: ['prompt', 'question', 'query', 'instruction'],
  response: ['response', 'answer', 'caption', 'captions', 'description', 'text'],
  original: ['original'],
  spans: ['spans'],
  hallucinated: ['hallucinated'],
  scene: ['scene'],
  claims: ['claims'],
} as const;

export type SampleField = keyof typeof USUAL_NAMES;

/** Fields of a sample that a column of a table can be. */
export const SAMPLE_FIELDS = Object.keys(USUAL_NAMES) as SampleField[];

/** Which column a field of a sample is read from, where it is not one of the usual names. */
export type ParquetColumns = Partial<Record<SampleField, string>>;

/**
 * Chooses the column of each field.
 *
 * @param names columns that the table has.
 * @throws {InputError} `DATASET_COLUMNS` if a chosen column is not there, or none for the response.
 */
export function chooseColumns(names: readonly string[], chosen: ParquetColumns, path: string): ParquetColumns {
  const columns: ParquetColumns = {};
  for (const field of SAMPLE_FIELDS) {
    const wanted = chosen[field];
    if (wanted !== undefined && !names.includes(wanted)) {
      throw new InputError('DATASET_COLUMNS', `${path}: there is no column "${wanted}" for the ${field}. It has: ${names.join(', ')}.`);
    }
    const column = wanted ?? USUAL_NAMES[field].find((name) => names.includes(name));
    if (column !== undefined) columns[field] = column;
  }
  if (columns.response === undefined) {
    throw new InputError('DATASET_COLUMNS', `${path}: which column holds the responses? It has: ${names.join(', ')}.`);
  }
  return columns;
}
