import { TAXONOMIES } from '@tldr-rm/schema';
import { gridSize, headSize, type ModelConfig } from './config';

/**
 * How a parameter starts: a normal distribution of this standard deviation, or one constant. Of a matrix with `copiedRows`, some rows are those of another
 * parameter; with `ramp`, rows lie along a line: row i of n is moved by ramp * (2 i / (n - 1) - 1) times one random direction.
 */
export type Initialization = { deviation: number; copiedRows?: CopiedRows[]; ramp?: number } | { constant: number };

/** `count` rows of a matrix from row `target` on start as the rows of the parameter `from` from row `source` on. */
export interface CopiedRows {
  from: string;
  source: number;
  target: number;
  count: number;
}

/** A parameter's shape and start. */
export interface ParameterShape {
  shape: number[];
  initialization: Initialization;
}

/** Start of word embeddings and of the vision encoder's positions, as in GPT-2 (Radford et al. 2019, section 2.3). */
const EMBEDDING_DEVIATION = 0.02;

/**
 * Row and column vectors of the image tokens start along a line, so that the mean of some cells is their middle and places compare by a difference from the
 * beginning. Both numbers are beside features of spread 1: to be seen, and not to drown what is shown.
 */
const IMAGE_POSITIONS: Initialization = { deviation: 0.1, ramp: 0.4 };

/**
 * Every parameter of a model by name. Matrices are `[out, in]`, as PyTorch and PEFT store them. Decoder names follow Hugging Face's Llama, so that
 * LoRA adapters name the same projections.
 */
export function parameterShapes(config: ModelConfig): Map<string, ParameterShape> {
  const shapes = new Map<string, ParameterShape>();
  const { vision, decoder } = config;
  // Residual branches start smaller by the square root of their number, so that depth does not raise the variance (GPT-2).
  const matrix = (name: string, output: number, input: number, residualBranches = 0): void => {
    const deviation = 1 / Math.sqrt(input) / Math.sqrt(Math.max(1, residualBranches));
    shapes.set(`${name}.weight`, { shape: [output, input], initialization: { deviation } });
  };
  const bias = (name: string, width: number): void => {
    shapes.set(`${name}.bias`, { shape: [width], initialization: { constant: 0 } });
  };
  const norm = (name: string, width: number): void => {
    shapes.set(`${name}.weight`, { shape: [width], initialization: { constant: 1 } });
  };
  const block = (name: string, hidden: number, queryWidth: number, keyValueWidth: number, mlpSize: number, layers: number): void => {
    norm(`${name}.input_layernorm`, hidden);
    matrix(`${name}.self_attn.q_proj`, queryWidth, hidden);
    matrix(`${name}.self_attn.k_proj`, keyValueWidth, hidden);
    matrix(`${name}.self_attn.v_proj`, keyValueWidth, hidden);
    matrix(`${name}.self_attn.o_proj`, hidden, queryWidth, 2 * layers);
    norm(`${name}.post_attention_layernorm`, hidden);
    matrix(`${name}.mlp.gate_proj`, mlpSize, hidden);
    matrix(`${name}.mlp.up_proj`, mlpSize, hidden);
    matrix(`${name}.mlp.down_proj`, hidden, mlpSize, 2 * layers);
  };

  for (const [index, width] of vision.stemWidths.entries()) {
    const name = `vision.stem.${index}`;
    const previous = vision.stemWidths[index - 1];
    matrix(name, width, previous === undefined ? 3 * vision.patchSize ** 2 : 16 * previous);
    bias(name, width);
    norm(`${name}.norm`, width);
  }
  shapes.set('vision.positions', { shape: [gridSize(config) ** 2, vision.hiddenSize], initialization: { deviation: EMBEDDING_DEVIATION } });
  for (let layer = 0; layer < vision.layers; layer += 1) {
    block(`vision.layers.${layer}`, vision.hiddenSize, vision.hiddenSize, vision.hiddenSize, vision.mlpSize, vision.layers);
  }
  norm('vision.norm', vision.hiddenSize);

  matrix('connector', decoder.hiddenSize, vision.hiddenSize);
  for (const name of ['decoder.image_rows.weight', 'decoder.image_columns.weight']) {
    shapes.set(name, { shape: [gridSize(config), decoder.hiddenSize], initialization: IMAGE_POSITIONS });
  }

  const embedding = { shape: [decoder.vocabularySize, decoder.hiddenSize], initialization: { deviation: EMBEDDING_DEVIATION } };
  shapes.set('decoder.embed_tokens.weight', embedding);
  for (let layer = 0; layer < decoder.layers; layer += 1) {
    const keyValueWidth = decoder.keyValueHeads * headSize(config);
    const name = `decoder.layers.${layer}`;
    block(name, decoder.hiddenSize, decoder.hiddenSize, keyValueWidth, decoder.mlpSize, decoder.layers);
    shapes.get(`${name}.self_attn.q_proj.weight`)!.initialization = {
      deviation: 1 / Math.sqrt(decoder.hiddenSize),
      copiedRows: matchingHeads(config, `${name}.self_attn.k_proj.weight`),
    };
  }
  norm('decoder.norm', decoder.hiddenSize);

  if (config.patchClasses) {
    for (const [name, classes] of Object.entries(config.patchClasses)) {
      matrix(`patch_head.${name}`, classes, vision.hiddenSize);
      bias(`patch_head.${name}`, classes);
    }
  }
  matrix('reward_head', 1, decoder.hiddenSize);
  bias('reward_head', 1);
  if (config.taxonomyHead) {
    matrix('taxonomy_head', TAXONOMIES.length, decoder.hiddenSize);
    bias('taxonomy_head', TAXONOMIES.length);
  }
  return shapes;
}

/**
 * The first query head of each group starts as its key head, so that it attends to what resembles the token itself: a word to the picture's cells that
 * show what it names. Attention learns such matching slowly from a random start (Trockman and Kolter 2023, arXiv 2305.09828).
 */
function matchingHeads(config: ModelConfig, from: string): CopiedRows[] {
  const { heads, keyValueHeads } = config.decoder;
  const count = headSize(config);
  return Array.from({ length: keyValueHeads }, (_, head) => ({
    from,
    source: head * count,
    target: head * (heads / keyValueHeads) * count,
    count,
  }));
}
