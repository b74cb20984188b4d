import { dirname } from 'node:path';
import type { TrainingData, TrainingExample, TrainingText } from '@tldr-rm/model';
import { createRandom } from '@tldr-rm/random';
import { InputError, sampleSchema } from '@tldr-rm/schema';
import { readJsonl } from '@tldr-rm/files';
import { z } from 'zod';
import { imageIdentity, imageText, resolveImage } from '@tldr-rm/files';

/** Training from files that `tldr-rm perturb` (or anything else) wrote. */
export const jsonlDataSchema = z.object({
  kind: z.literal('jsonl'),
  seed: z.number().int(),
  /** Labelled samples to train on. */
  train: z.string(),
  /** Labelled samples to evaluate on while training; none of their images may be among the training images. */
  validation: z.string().optional(),
  imagesPerBatch: z.number().int().positive(),
  textsPerImage: z.number().int().positive(),
});

export type JsonlDataConfig = z.infer<typeof jsonlDataSchema>;

/** Samples grouped by image. */
export type ImageTexts = Map<string, TrainingText[]>;

/**
 * Reads labelled samples and groups them by image. A perturbed sample gives its original too, as a text without a wrong word.
 *
 * @throws {InputError} naming file and line, if a sample has no image or no label.
 */
export async function readImageTexts(path: string): Promise<ImageTexts> {
  const images: ImageTexts = new Map();
  for await (const { line, value: sample } of readJsonl(path, sampleSchema)) {
    if (!sample.image)
      throw new InputError('SAMPLE_WITHOUT_IMAGE', `${path}:${line}: the sample has no image. Training needs one in each line.`);
    if (!sample.spans && sample.hallucinated === undefined) {
      throw new InputError(
        'SAMPLE_WITHOUT_SPANS',
        `${path}:${line}: the sample has no spans. Label it with \`tldr-rm perturb\`, give "spans": [] if every word is right, or "hallucinated" for a label of the whole response.`,
      );
    }
    const image = imageText(resolveImage(sample.image, dirname(path)));
    const texts = images.get(image) ?? [];
    images.set(image, texts);
    const known = new Set(texts.map((text) => text.prompt + text.response));
    const { prompt, response, spans, hallucinated, original } = sample;
    if (original !== undefined && !known.has(prompt + original)) texts.push({ prompt, response: original, spans: [] });
    if (response !== original) texts.push({ prompt, response, spans, hallucinated });
  }
  if (images.size === 0) throw new InputError('NO_SAMPLES', `${path}: no samples in this file`);
  return images;
}

/** Training data from labelled files: images in a new order each epoch, `textsPerImage` texts of each. */
export async function jsonlData(config: JsonlDataConfig, imageSize: number, file = config.train): Promise<TrainingData> {
  const images = await readImageTexts(file);
  const names = [...images.keys()];
  const orderOf = memoizeLast((epoch: number) => createRandom(`${config.seed}:order:${epoch}`).shuffle([...names]));
  const { imageReference, openImage } = await import('@tldr-rm/detect');
  return {
    async batch(step) {
      const examples: TrainingExample[] = [];
      for (let index = 0; index < config.imagesPerBatch; index += 1) {
        const position = step * config.imagesPerBatch + index;
        const name = orderOf(Math.floor(position / names.length))[position % names.length]!;
        const random = createRandom(`${config.seed}:texts:${position}`);
        const { data } = await (await openImage(imageReference(name), imageSize)).decode();
        examples.push({ pixels: data, texts: pickTexts(random.shuffle([...images.get(name)!]), config.textsPerImage) });
      }
      return examples;
    },
  };
}

/** The first `count` texts, going round where there are fewer. */
function pickTexts(texts: TrainingText[], count: number): TrainingText[] {
  return Array.from({ length: count }, (_, index) => texts[index % texts.length]!);
}

function memoizeLast<T>(compute: (key: number) => T): (key: number) => T {
  let last: { key: number; value: T } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}

/**
 * Makes sure that no image is in both files.
 *
 * @throws {InputError} naming one that is.
 */
export async function assertDisjointImages(train: string, validation: string): Promise<void> {
  const trained = new Set([...(await readImageTexts(train)).keys()].map((image) => imageIdentity(resolveImage(image, '.'))));
  for (const image of (await readImageTexts(validation)).keys()) {
    if (trained.has(imageIdentity(resolveImage(image, '.'))))
      throw new InputError(
        'SPLITS_OVERLAP',
        `${image} is in ${train} and in ${validation}. Figures on images that were trained on mean nothing.`,
      );
  }
}
