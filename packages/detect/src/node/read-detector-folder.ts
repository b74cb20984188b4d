import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DETECTOR_SCHEMA_VERSION, type DetectorManifest, detectorManifestSchema, shorten } from '@tldr-rm/schema';
import { DetectorFolderError } from '../errors';
import { IMAGE_STATISTICS_LENGTH } from '../image-statistics';
import { onnxExternalFiles } from './onnx-external-files';
import { openRegularFile, readBoundedFile } from './read-bounded-file';

const MANIFEST = 'detector.json';

/** A manifest is a few kilobytes; a larger file is something else. */
const MAXIMUM_MANIFEST_BYTES = 1024 * 1024;

/** What a detector folder holds, and where its files lie. */
export interface DetectorFolder {
  manifest: DetectorManifest;
  paths: DetectorManifest['files'];
}

/**
 * Reads `detector.json` and checks that every file that counts is there and unchanged: those that it names, and those in which the models keep weights.
 *
 * @param verify whether to compare SHA-256 sums.
 * @throws {DetectorFolderError} naming the file that is wrong and what to do.
 */
export async function readDetectorFolder(folder: string, verify: boolean): Promise<DetectorFolder> {
  const manifest = await readManifest(folder);
  const { imageEncoder, scorer, tokenizer } = manifest.files;
  const checked = new Set<string>();
  const check = async (name: string, role: string): Promise<void> => {
    if (!checked.has(name)) await checkFile(folder, name, role, manifest, verify);
    checked.add(name);
  };
  for (const [role, name] of Object.entries(manifest.files)) await check(name, role);
  for (const model of [imageEncoder, scorer]) {
    for (const name of await externalFiles(join(folder, model))) {
      // Names in the list are plain ones of files in the folder.
      if (!Object.hasOwn(manifest.sha256, name)) {
        const problem = `has no sha256 for ${shorten(name)}, in which ${model} keeps weights`;
        throw invalid(join(folder, MANIFEST), problem);
      }
      await check(name, `weights of ${model}`);
    }
  }
  return {
    manifest,
    paths: { imageEncoder: join(folder, imageEncoder), scorer: join(folder, scorer), tokenizer: join(folder, tokenizer) },
  };
}

async function externalFiles(path: string): Promise<Set<string>> {
  try {
    return onnxExternalFiles(await readFile(path));
  } catch (error) {
    throw unusableModel(path, (error as Error).message, error);
  }
}

async function readManifest(folder: string): Promise<DetectorManifest> {
  const path = join(folder, MANIFEST);
  const text = await readManifestText(folder, path);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw invalid(path, `not valid JSON (${shorten((error as Error).message)})`, error);
  }
  const version = (raw as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== undefined && version !== DETECTOR_SCHEMA_VERSION) {
    throw new DetectorFolderError(
      'DETECTOR_VERSION',
      `${shorten(path)}: made for detector folders of version ${shorten(String(version))}; this program reads version ${DETECTOR_SCHEMA_VERSION}. ` +
        'Export the detector again with this version, or use the program version it was made with.',
    );
  }
  const parsed = detectorManifestSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, 3)
      .map((issue) => `${shorten(issue.path.join('.')) || '(file)'}: ${shorten(issue.message)}`);
    throw invalid(path, `does not fit the format: ${problems.join('; ')}`, parsed.error);
  }
  const { domainCheck } = parsed.data;
  if (domainCheck && [domainCheck.mean, domainCheck.deviation].some((list) => list.length !== IMAGE_STATISTICS_LENGTH)) {
    throw invalid(path, `domainCheck: mean and deviation must have ${IMAGE_STATISTICS_LENGTH} entries`);
  }
  return parsed.data;
}

async function readManifestText(folder: string, path: string): Promise<string> {
  try {
    return (await readBoundedFile(path, MAXIMUM_MANIFEST_BYTES)).toString('utf8');
  } catch (error) {
    throw new DetectorFolderError(
      'DETECTOR_MISSING',
      `${shorten(folder)}: there is no detector here (${(error as Error).message}). Give the folder that an export made, or the name of an installed package of one.`,
      { cause: error },
    );
  }
}

async function checkFile(folder: string, name: string, role: string, manifest: DetectorManifest, verify: boolean): Promise<void> {
  const path = join(folder, name);
  const expected = Object.hasOwn(manifest.sha256, name) ? manifest.sha256[name] : undefined;
  if (expected === undefined) throw invalid(join(folder, MANIFEST), `has no sha256 for ${name} (${role})`);
  let actual = expected;
  try {
    const file = await openRegularFile(path);
    if (verify) actual = await sha256(file);
    else await file.close();
  } catch (error) {
    throw new DetectorFolderError(
      'DETECTOR_FILE_MISSING',
      `${(error as Error).message} The detector folder is incomplete; copy or export it again.`,
      { cause: error },
    );
  }
  if (actual !== expected) {
    throw new DetectorFolderError(
      'DETECTOR_CHECKSUM',
      `${shorten(path)}: damaged or changed (its SHA-256 is ${actual}, ${MANIFEST} says ${expected}). Copy or export the detector again.`,
    );
  }
}

async function sha256(file: Awaited<ReturnType<typeof openRegularFile>>): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(file.createReadStream({ highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

export function unusableModel(path: string, problem: string, cause?: unknown): DetectorFolderError {
  return new DetectorFolderError(
    'DETECTOR_MODEL',
    `${shorten(path)}: not a usable ONNX model (${shorten(problem)}). Copy or export the detector again.`,
    { cause },
  );
}

function invalid(path: string, problem: string, cause?: unknown): DetectorFolderError {
  return new DetectorFolderError('DETECTOR_MANIFEST', `${shorten(path)}: ${problem}. Copy or export the detector again.`, { cause });
}
