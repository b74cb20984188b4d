import { type TextTokenizer, tokenLabels } from '@tldr-rm/align';
import { type Span, TAXONOMIES } from '@tldr-rm/schema';
import { internalError } from '../errors';

/** Special tokens of the sequences the model reads, in the order of their ids. */
export const SPECIAL_TOKENS = ['<pad>', '<prompt>', '<response>', '<end>'] as const;

/** Ids of the special tokens in a tokenizer. */
export interface SpecialIds {
  padding: number;
  beginPrompt: number;
  beginResponse: number;
  end: number;
}

/**
 * Looks the special tokens up.
 *
 * @throws {TldrError} if the tokenizer lacks one.
 */
export function specialIds(tokenizer: TextTokenizer): SpecialIds {
  const [padding, beginPrompt, beginResponse, end] = SPECIAL_TOKENS.map((token) => {
    const id = tokenizer.tokenId(token);
    if (id === undefined) throw internalError('TOKENIZER_SPECIAL', `the tokenizer has no token ${token}; train it with SPECIAL_TOKENS`);
    return id;
  }) as [number, number, number, number];
  return { padding, beginPrompt, beginResponse, end };
}

/** A response as the model reads it: `<prompt> … <response> … <end>`, with a label for each position. */
export interface TextSequence {
  ids: number[];
  /** Position of the first response token. */
  responseStart: number;
  /** At a response token: 1 right, 0 hallucinated, -1 ignored. Elsewhere -1. */
  labels: Int8Array;
  /** 1 where the language-model loss is taken: at the token to be predicted, if it is a right word of the response, or its end. */
  languageTargets: Uint8Array;
  /** 1 at response tokens of a claim. */
  claimed: Uint8Array;
  /** At a hallucinated token whose span has a taxonomy, its index in `TAXONOMIES`; elsewhere -1. */
  kinds: Int8Array;
  /** Whether the response as a whole is right; undefined where nothing is known about it. */
  right: boolean | undefined;
}

/** A prompt and its response; spans absent means that nothing is known about its tokens, `hallucinated` alone labels the response as a whole. */
export interface LabelledText {
  prompt: string;
  response: string;
  spans?: Span[] | undefined;
  hallucinated?: boolean | undefined;
  claims?: Pick<Span, 'start' | 'end'>[] | undefined;
}

/** Tokenizes prompts and their labelled responses. A text without spans has no reward label and no language loss. */
export async function textSequences(texts: LabelledText[], tokenizer: TextTokenizer, special: SpecialIds): Promise<TextSequence[]> {
  const encoded = await tokenizer.encodeBatch(texts.flatMap(({ prompt, response }) => [prompt, response]));
  return texts.map(({ spans, hallucinated, claims = [] }, index) => {
    const prompt = encoded[2 * index]!;
    const response = encoded[2 * index + 1]!;
    const ids = [special.beginPrompt, ...prompt.ids, special.beginResponse, ...response.ids, special.end];
    const responseStart = prompt.ids.length + 2;
    const labels = new Int8Array(ids.length).fill(-1);
    const languageTargets = new Uint8Array(ids.length);
    const claimed = new Uint8Array(ids.length);
    claimed.set(
      response.offsets.map(([start, end]) => (claims.some((claim) => claim.start < end && claim.end > start) ? 1 : 0)),
      responseStart,
    );
    const kinds = new Int8Array(ids.length).fill(-1);
    if (spans) {
      labels.set(tokenLabels(response.offsets, spans), responseStart);
      for (let position = responseStart; position < ids.length; position += 1) languageTargets[position] = labels[position] === 1 ? 1 : 0;
      languageTargets[ids.length - 1] = 1;
      for (const [token, [start, end]] of response.offsets.entries()) {
        const span = spans.find((each) => each.label === 'hallucinated' && each.taxonomy && each.start < end && each.end > start);
        if (span?.taxonomy) kinds[responseStart + token] = TAXONOMIES.indexOf(span.taxonomy);
      }
    }
    const wrong = hallucinated ?? spans?.some(({ label }) => label === 'hallucinated');
    return { ids, responseStart, labels, languageTargets, claimed, kinds, right: wrong === undefined ? undefined : !wrong };
  });
}
