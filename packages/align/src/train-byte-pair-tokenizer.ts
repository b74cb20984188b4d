import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeAtomically } from '@tldr-rm/files';
import { TokenizerError } from './errors';
import { loadTokenizer } from './load-tokenizer';
import type { TextTokenizer } from './text-tokenizer';

/** The trainer behind the Node binding takes no options and stops at 30,000 tokens (its bytes and merges). */
export const MAX_TRAINED_VOCABULARY = 30_000;

/**
 * Where a token may not reach across, before merges are learned: contractions, words with the space before them, single digits and single
 * punctuation marks (so that a label never spreads from a word to the mark beside it), line ends, and runs of spaces.
 */
const PIECES = [
  "['’](?i:s|t|re|ve|m|ll|d)(?![\\p{L}\\p{M}\\p{N}])",
  ' ?[\\p{L}\\p{M}]+',
  ' ?\\p{N}',
  ' ?[^\\s\\p{L}\\p{M}\\p{N}]',
  '\\s*[\\r\\n]+',
  '\\s+(?!\\S)',
  '\\s+',
].join('|');

export interface TrainTokenizerOptions {
  /** Number of tokens to end up with: special tokens, 256 bytes, and merges. Fewer come out where the texts have no more pairs to merge. */
  vocabularySize: number;
  /** They get the ids 0, 1, 2, ... in this order. */
  specialTokens: readonly string[];
  /** Where `tokenizer.json` is written. */
  path: string;
}

/**
 * Trains a byte-level BPE tokenizer. Any text can be encoded and decodes to itself. A word's first token includes the space before it, and the
 * first word of a text is treated as if a space stood before it, so that it is the same token there as elsewhere.
 * Same texts, same tokenizer.
 *
 * @throws {TokenizerError} `TOKENIZER_OPTIONS` if the vocabulary size is out of range or a special token is empty or repeated.
 */
export async function trainBytePairTokenizer(texts: Iterable<string>, options: TrainTokenizerOptions): Promise<TextTokenizer> {
  checkOptions(options);
  const { default: tokenizers } = await import('tokenizers');
  const merges = await learnMerges(texts, tokenizers);
  const vocabulary = buildVocabulary(merges, tokenizers.byteLevelAlphabet(), options);
  const json = JSON.stringify(tokenizerDocument(vocabulary, options.specialTokens));
  await writeAtomically(options.path, `${json}\n`);
  return loadTokenizer(json);
}

function checkOptions({ vocabularySize, specialTokens }: TrainTokenizerOptions): void {
  const smallest = specialTokens.length + 256;
  if (!Number.isInteger(vocabularySize) || vocabularySize < smallest || vocabularySize > MAX_TRAINED_VOCABULARY) {
    throw new TokenizerError(
      'TOKENIZER_OPTIONS',
      `A vocabulary of ${vocabularySize} tokens cannot be trained. Choose ${smallest} (special tokens and bytes) to ${MAX_TRAINED_VOCABULARY}.`,
    );
  }
  if (new Set(specialTokens).size !== specialTokens.length || specialTokens.some((token) => [...token].length < 2)) {
    throw new TokenizerError('TOKENIZER_OPTIONS', `Special tokens must differ and have two characters or more: ${specialTokens.join(' ')}`);
  }
}

type Tokenizers = typeof import('tokenizers');
type Merge = [left: string, right: string];
interface Vocabulary {
  vocab: Record<string, number>;
  merges: Merge[];
}

/** The binding trains from files only and can only save to a file, so both live in a temporary folder. */
async function learnMerges(texts: Iterable<string>, { Tokenizer }: Tokenizers): Promise<Merge[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-tokenizer-'));
  try {
    const textFile = join(folder, 'texts.txt');
    await pipeline(Readable.from(lines(texts)), createWriteStream(textFile));
    const tokenizer = Tokenizer.fromString(JSON.stringify(tokenizerDocument({ vocab: {}, merges: [] }, [])));
    tokenizer.train([textFile]);
    const trainedFile = join(folder, 'tokenizer.json');
    tokenizer.save(trainedFile);
    const trained = JSON.parse(await readFile(trainedFile, 'utf8')) as { model: Vocabulary };
    return trained.model.merges;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

/**
 * The first merges that fit. BPE learns the most frequent pair first and never looks back, so these are the merges that training with
 * exactly this vocabulary size would learn.
 */
function buildVocabulary(
  learned: readonly Merge[],
  alphabet: readonly string[],
  { vocabularySize, specialTokens }: TrainTokenizerOptions,
): Vocabulary {
  const ids = new Map<string, number>();
  for (const token of [...specialTokens, ...alphabet.toSorted()]) ids.set(token, ids.size);
  const merges: Merge[] = [];
  for (const merge of learned) {
    const token = merge.join('');
    if (!ids.has(token)) {
      if (ids.size === vocabularySize) break;
      ids.set(token, ids.size);
    }
    merges.push(merge);
  }
  return { vocab: Object.fromEntries(ids), merges };
}

/** A `tokenizer.json` of the Hugging Face format. */
function tokenizerDocument(vocabulary: Vocabulary, specialTokens: readonly string[]): object {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => {
      return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
    }),
    // A ByteLevel step behind a Split would put its prefix space before every piece, not once before the text.
    normalizer: { type: 'Prepend', prepend: ' ' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [{ type: 'Split', pattern: { Regex: PIECES }, behavior: 'Isolated', invert: false }, byteLevel],
    },
    post_processor: null,
    decoder: { type: 'Sequence', decoders: [byteLevel, { type: 'Strip', content: ' ', start: 1, stop: 0 }] },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      ...vocabulary,
    },
  };
}
