import type { DetectorManifest } from '@tldr-rm/schema';
import { shorten } from '@tldr-rm/schema';
import type { InferenceSession } from 'onnxruntime-node';
import { DetectorFolderError } from '../errors';

type Dimensions = readonly (number | string)[];

/** What a manifest says of models and tokenizer that are open. */
export interface OpenParts {
  folder: string;
  encoder: InferenceSession;
  scorer: InferenceSession;
  /** One more than the largest id. */
  vocabularySize: number;
}

/**
 * Compares what the manifest says with the models and the tokenizer: a manifest that was changed must not give other verdicts in silence. Sizes that a model leaves open are not compared.
 *
 * @throws {DetectorFolderError} `DETECTOR_MANIFEST` naming the field that does not fit.
 */
export function checkManifest(manifest: DetectorManifest, { folder, encoder, scorer, vocabularySize }: OpenParts): void {
  const refuse = (problem: string): never => {
    throw new DetectorFolderError(
      'DETECTOR_MANIFEST',
      `${shorten(folder)}: detector.json does not fit its models: ${problem}. Copy or export the detector again.`,
    );
  };
  const { imageSize, special, taxonomies, taxonomyHead, domainProbe } = manifest;
  const pixels = dimensions(encoder.inputMetadata, 'pixels');
  if (!fits(pixels, [null, imageSize, imageSize, 3])) refuse(`imageSize is ${imageSize}, and the image encoder reads ${written(pixels)}`);
  for (const name of ['keys', 'values']) {
    const [made, read] = [dimensions(encoder.outputMetadata, name), dimensions(scorer.inputMetadata, name)];
    if (!fits(made, read)) refuse(`the image encoder gives ${name} of ${written(made)}, and the scorer reads ${written(read)}`);
  }
  const hasKinds = scorer.outputNames.includes('kinds');
  if (hasKinds !== (taxonomyHead === true)) {
    refuse(`taxonomyHead is ${taxonomyHead === true}, and the scorer has ${hasKinds ? 'an' : 'no'} output kinds`);
  }
  const kinds = hasKinds ? dimensions(scorer.outputMetadata, 'kinds') : undefined;
  if (!fits(kinds, [null, null, taxonomies.length]))
    refuse(`it names ${taxonomies.length} taxonomies, and the scorer gives kinds of ${written(kinds)}`);
  for (const [name, id] of Object.entries(special)) {
    if (id >= vocabularySize) refuse(`special.${name} is ${id}, and the tokenizer has ids below ${vocabularySize}`);
  }
  if (new Set(Object.values(special)).size < Object.keys(special).length) refuse('two of the special tokens have the same id');
  const [, heads, , headSize] = dimensions(encoder.outputMetadata, 'values') ?? [];
  const probed = domainProbe && typeof headSize === 'number' ? domainProbe.weights.length / (2 * headSize) : 1;
  if (!Number.isInteger(probed) || (typeof heads === 'number' && probed > heads)) {
    refuse(`domainProbe has ${domainProbe?.weights.length} weights, and the image encoder gives ${heads} heads of ${headSize} channels`);
  }
}

function dimensions(metadata: readonly InferenceSession.ValueMetadata[], name: string): Dimensions | undefined {
  const found = metadata.find((value) => value.name === name);
  return found?.isTensor ? found.shape : undefined;
}

/** Whether two shapes may be of one tensor; null and named sizes are open. */
function fits(one: Dimensions | undefined, other: readonly (number | string | null)[] | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return (
    one.length === other.length &&
    one.every((size, index) => typeof size !== 'number' || typeof other[index] !== 'number' || size === other[index])
  );
}

function written(shape: Dimensions | undefined): string {
  return `[${shorten((shape ?? []).join(', '))}]`;
}
