import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BeforeCase } from './cases';

/** What a call left: every line of stdout and of its files as JSON, without the path of the folder. */
export interface Outcome {
  code: number;
  stdout: unknown[];
  files: Record<string, unknown[]>;
}

export async function readOutcome(
  { files = [], leaveOut = [] }: BeforeCase,
  folder: string,
  { code, stdout }: { code: number; stdout: string },
): Promise<Outcome> {
  const parse = (text: string): unknown[] => parseJson(text.replaceAll(folder, '{folder}'), leaveOut);
  const contents = await Promise.all(files.map(async (file) => [file, parse(await readFile(join(folder, file), 'utf8'))] as const));
  return { code, stdout: parse(stdout), files: Object.fromEntries(contents) };
}

/** One JSON value, or one a line. */
function parseJson(text: string, leaveOut: readonly string[]): unknown[] {
  const parse = (json: string): unknown => JSON.parse(json, (key, value) => (leaveOut.includes(key) ? undefined : value));
  try {
    return [parse(text)];
  } catch {
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map(parse);
  }
}
