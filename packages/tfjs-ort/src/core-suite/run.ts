import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundleCoreSuite } from './bundle';
import type { SpecResult } from './compare';

/** The suite warns of much that it tests. */
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Runs all specs of the installed TensorFlow.js core on backend `ort`, in a process of their own. */
export async function runCoreSuite(): Promise<SpecResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tfjs-core-suite-'));
  try {
    const script = path.join(folder, 'suite.cjs');
    const results = path.join(folder, 'results.json');
    await bundleCoreSuite(script);
    await promisify(execFile)(process.execPath, [script, results], { maxBuffer: OUTPUT_LIMIT });
    return JSON.parse(await readFile(results, 'utf8')) as SpecResult[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
