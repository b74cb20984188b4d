import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DETECTOR_SCHEMA_VERSION, type DetectorManifest, detectorManifestSchema } from '@tldr-rm/schema';
import { DetectorFolderError } from '../errors';
import { IMAGE_STATISTICS_LENGTH } from '../image-statistics';

const MANIFEST = 'detector.json';

/** A manifest is a few kilobytes; a larger file is something else. */
const MAX_MANIFEST_BYTES = 1024 * 1024;

/** What a detector folder holds, and where its files lie. */
export interface DetectorFolder {
  manifest: DetectorManifest;
  paths: DetectorManifest['files'];
}

/**
 * Reads `detector.json` and checks that the files it names are there and unchanged.
 *
 * @param verify whether to compare SHA-256 sums.
 * @throws {DetectorFolderError} naming the file that is wrong and what to do.
 */
export async function readDetectorFolder(folder: string, verify: boolean): Promise<DetectorFolder> {
  const manifest = await readManifest(folder);
  const paths = {
    imageEncoder: join(folder, manifest.files.imageEncoder),
    scorer: join(folder, manifest.files.scorer),
    tokenizer: join(folder, manifest.files.tokenizer),
  };
  for (const [role, name] of Object.entries(manifest.files)) await checkFile(folder, name, role, manifest, verify);
  return { manifest, paths };
}

async function readManifest(folder: string): Promise<DetectorManifest> {
  const path = join(folder, MANIFEST);
  const text = await readManifestText(folder, path);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw invalid(path, `not valid JSON (${(error as Error).message})`, error);
  }
  const version = (raw as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== undefined && version !== DETECTOR_SCHEMA_VERSION) {
    throw new DetectorFolderError(
      'DETECTOR_VERSION',
      `${path}: made for detector folders of version ${String(version)}; this program reads version ${DETECTOR_SCHEMA_VERSION}. ` +
        'Export the detector again with this version, or use the program version it was made with.',
    );
  }
  const parsed = detectorManifestSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(file)'}: ${issue.message}`);
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
    if ((await stat(path)).size > MAX_MANIFEST_BYTES) throw invalid(path, `larger than ${MAX_MANIFEST_BYTES} bytes`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof DetectorFolderError) throw error;
    throw new DetectorFolderError(
      'DETECTOR_MISSING',
      `${folder}: there is no detector here (${MANIFEST} cannot be read: ${(error as Error).message}). Give the folder that an export made.`,
      { cause: error },
    );
  }
}

async function checkFile(folder: string, name: string, role: string, manifest: DetectorManifest, verify: boolean): Promise<void> {
  const path = join(folder, name);
  const expected = manifest.sha256[name];
  if (expected === undefined) throw invalid(join(folder, MANIFEST), `has no sha256 for ${name} (${role})`);
  let actual = expected;
  try {
    if (verify) actual = await sha256(path);
    else await stat(path);
  } catch (error) {
    throw new DetectorFolderError(
      'DETECTOR_FILE_MISSING',
      `${path}: cannot be read (${(error as Error).message}). The detector folder is incomplete; copy or export it again.`,
      { cause: error },
    );
  }
  if (actual !== expected) {
    throw new DetectorFolderError(
      'DETECTOR_CHECKSUM',
      `${path}: damaged or changed (its SHA-256 is ${actual}, ${MANIFEST} says ${expected}). Copy or export the detector again.`,
    );
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function invalid(path: string, problem: string, cause?: unknown): DetectorFolderError {
  return new DetectorFolderError('DETECTOR_MANIFEST', `${path}: ${problem}. Copy or export the detector again.`, { cause });
}
