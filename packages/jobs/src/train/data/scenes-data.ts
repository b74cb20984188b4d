import type { TrainingData, TrainingExample, TrainingText } from '@tldr-rm/model';
import { applicableTaxonomies, perturbScene } from '@tldr-rm/perturb';
import { createRandom, type Random } from '@tldr-rm/random';
import {
  askAboutScene,
  captionScene,
  loadSceneAssets,
  NOUNS,
  NUMBER_WORDS,
  patchLabels,
  renderScene,
  type SceneAssets,
  SIGN_WORDS,
  sampleScene,
} from '@tldr-rm/scenes';
import { type Claim, COLOURS, claimSchema, InputError, type Sample, type Scene, SIZES, taxonomySchema } from '@tldr-rm/schema';
import { z } from 'zod';

/**
 * One kind of batch: how often it comes, and how many pairs of a true text and a perturbed version of it each image has. As many wrong texts as right ones of
 * every wording: some wordings can be made false in more ways than others, and would else tend to be wrong.
 */
const batchKindSchema = z.object({
  share: z.number().nonnegative(),
  pairs: z.number().int().positive(),
  /** Texts that make a claim of one of these kinds and no others. What a model does not learn among much else, it may learn alone. */
  claims: z.array(claimSchema.shape.kind).min(1).optional(),
  /** Wrong texts of these taxonomies and no others: practice at what goes wrong most. */
  taxonomies: z.array(taxonomySchema).min(1).optional(),
});

type BatchKind = z.infer<typeof batchKindSchema>;

/** Batches of one kind of text: alike, or of several kinds, each with a share of its own. */
const batchKindsSchema = z.union([batchKindSchema, z.array(batchKindSchema).min(1)]);

/** Pictures made while training goes on: no picture is ever seen twice, and a batch depends on seed and step alone. */
export const scenesDataSchema = z.object({
  kind: z.literal('scenes'),
  seed: z.number().int(),
  imagesPerBatch: z.number().int().positive(),
  /**
   * A batch holds answers, or captions of one or two sentences, or longer ones: one kind a batch keeps padding short. Without any kind there are pictures
   * alone, to train the vision encoder on what lies where.
   */
  batches: z.object({
    answers: batchKindsSchema.optional(),
    shortCaptions: batchKindsSchema.optional(),
    longCaptions: batchKindsSchema.optional(),
  }),
  /** Icon sets that pictures are drawn from; one that is named twice is drawn from twice as often. */
  iconSets: z.array(z.string()).optional(),
  /** Share of training pictures that are drawn with augmentation (`renderScene`). Pictures to validate on are drawn plainly. */
  augment: z.number().min(0).max(1).optional(),
});

export type ScenesDataConfig = z.infer<typeof scenesDataSchema>;

/** Options beside the config. */
export interface ScenesDataOptions {
  split: 'train' | 'validation' | 'test';
  /** Cells along one side of the model's image grid, for the patch labels. */
  grid: number;
}

/** Training data from the scenes generator and the scene-truth perturbation engine. */
export async function scenesData(config: ScenesDataConfig, options: ScenesDataOptions): Promise<TrainingData> {
  const assets = await loadSceneAssets(config.iconSets ? { iconSets: [...new Set(config.iconSets)] } : {});
  return {
    patchWords: {
      nouns: ['', ...NOUNS.map(({ noun }) => noun), 'sign'],
      colours: ['', ...COLOURS],
      // Texts call things small or large, and say nothing of a medium size.
      sizes: ['', ...SIZES.map((size) => (size === 'medium' ? '' : size))],
      counts: ['', ...NUMBER_WORDS.slice(1)],
      sides: ['', 'left', 'right'],
      ends: ['', 'top', 'bottom'],
      signWords: ['', ...SIGN_WORDS],
    },
    batch(step) {
      const random = createRandom(`${options.split}:${config.seed}:${step}`);
      const content = pickContent(random, config.batches);
      return Array.from({ length: config.imagesPerBatch }, () => makeExample(random, content, assets, config, options));
    },
  };
}

type TextKind = keyof ScenesDataConfig['batches'];

/** What a batch holds: the kind of its texts, and what is asked of them. */
interface BatchContent {
  kind: TextKind;
  wanted: BatchKind;
}

function pickContent(random: Random, batches: ScenesDataConfig['batches']): BatchContent | undefined {
  const contents = (Object.entries(batches) as [TextKind, BatchKind | BatchKind[]][]).flatMap(([kind, wanted]) =>
    [wanted].flat().map((wanted) => ({ kind, wanted })),
  );
  let left = random.float() * contents.reduce((sum, { wanted }) => sum + wanted.share, 0);
  for (const content of contents) {
    left -= content.wanted.share;
    if (left < 0) return content;
  }
  return contents.at(-1);
}

function makeExample(
  random: Random,
  content: BatchContent | undefined,
  assets: SceneAssets,
  config: ScenesDataConfig,
  options: ScenesDataOptions,
): TrainingExample {
  // Some scenes hold too little to perturb in the kind of text asked for; another scene is drawn then.
  for (let attempt = 0; attempt < SCENE_ATTEMPTS; attempt += 1) {
    const scene = sampleScene(random, { split: options.split, ...(config.iconSets && { iconSets: config.iconSets }) });
    const texts = content ? makeTexts(scene, random, content) : [];
    if (!texts) continue;
    const augmented = options.split === 'train' && config.augment && random.chance(config.augment);
    const pixels = renderScene(scene, assets, augmented ? { augment: random } : {});
    return { pixels, texts, patches: patchLabels(scene, options.grid) };
  }
  throw new InputError(
    'NO_TEXTS',
    `data.batches.${content?.kind}: ${SCENE_ATTEMPTS} scenes in a row have no ${content?.wanted.pairs} different texts that can be perturbed as asked for. Ask for fewer pairs, or for more kinds of claims or taxonomies.`,
  );
}

/** Scenes that are drawn until one has enough to say. */
const SCENE_ATTEMPTS = 200;

/** Attempts to fill an image's texts before another scene is drawn. */
const ATTEMPTS = 40;

function makeTexts(scene: Scene, random: Random, { kind, wanted }: BatchContent): TrainingText[] | undefined {
  const { pairs } = wanted;
  const texts = new Map<string, TrainingText[]>();
  for (let attempt = 0; attempt < ATTEMPTS && texts.size < pairs; attempt += 1) {
    const sample = makeSample(scene, random, kind);
    const key = `${sample.prompt} ${sample.response}`;
    const taxonomies = applicableTaxonomies(sample).filter((taxonomy) => wanted.taxonomies?.includes(taxonomy) ?? true);
    if (texts.has(key) || taxonomies.length === 0) continue;
    if (wanted.claims && !sample.claims.some(({ kind, given }) => !given && wanted.claims!.includes(kind))) continue;
    const negative = perturbScene(sample, random, { taxonomy: random.pick(taxonomies) });
    if (!negative) continue;
    const { prompt, response, claims } = sample;
    texts.set(key, [
      { prompt, response, spans: [], claims },
      { prompt: negative.prompt, response: negative.response, spans: negative.spans, claims: negative.claims },
    ]);
  }
  return texts.size < pairs ? undefined : [...texts.values()].flat();
}

function makeSample(scene: Scene, random: Random, kind: TextKind): Sample & { claims: Claim[] } {
  if (kind === 'answers') {
    return { id: 'training', scene, ...askAboutScene(scene, random) };
  }
  const range = kind === 'shortCaptions' ? { minimumSentences: 1, maximumSentences: 2 } : { minimumSentences: 3, maximumSentences: 6 };
  return { id: 'training', scene, ...captionScene(scene, random, range) };
}

/** Texts for training a tokenizer: true captions, questions and answers of training scenes. */
export function* scenesTexts(seed: number, count: number): Generator<string> {
  const random = createRandom(`tokenizer:${seed}`);
  for (let index = 0; index < count; index += 1) {
    const scene = sampleScene(random, { split: 'train' });
    const kind = random.pick(['answers', 'shortCaptions', 'longCaptions'] as const);
    const { prompt, response } = makeSample(scene, random, kind);
    yield prompt;
    yield response;
  }
}
