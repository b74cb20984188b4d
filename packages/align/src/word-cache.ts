import type { TokenOffset } from './token-offsets';
import { cutWords } from './word-cuts';

/** Words that are kept: more than captions have, and few enough for the memory of any process. */
const MAX_CACHED_WORDS = 100_000;
/** Longer pieces are not kept: they hardly come twice. */
const MAX_CACHED_LENGTH = 48;

/** Stands before a piece from within a text while it is tokenized, so that it is not taken for the beginning of one. */
const CONTEXT = 'a';

/** Texts whose pieces are held at a time: few enough that they are gone before the garbage collector copies them. */
const TEXTS_AT_ONCE = 512;

interface Tokens {
  ids: number[];
  offsets: TokenOffset[];
}

/** A piece of a text, with its tokens once it is tokenized. */
interface Piece {
  text: string;
  isFirst: boolean;
  ids: number[];
  /** Where tokens start and end in the piece, in turn. */
  bounds: number[];
}

/**
 * Tokenizes texts word by word and remembers the words: texts about pictures say the same few thousand words again and again.
 * Only for tokenizers of which `tokenizesWordsApart` is true.
 */
export class WordCache {
  readonly #encodeTexts: (texts: string[]) => Promise<Tokens[]>;
  readonly #firstPieces = new Map<string, Piece>();
  readonly #innerPieces = new Map<string, Piece>();

  /** @param encodeTexts tokenizes whole texts. */
  constructor(encodeTexts: (texts: string[]) => Promise<Tokens[]>) {
    this.#encodeTexts = encodeTexts;
  }

  /** The tokens of each text, as `encodeTexts` would give them. */
  async encodeBatch(texts: readonly string[]): Promise<Tokens[]> {
    const encoded: Tokens[] = [];
    for (let first = 0; first < texts.length; first += TEXTS_AT_ONCE) {
      const fresh = { first: new Map<string, Piece>(), inner: new Map<string, Piece>() };
      const cut = texts
        .slice(first, first + TEXTS_AT_ONCE)
        .map((text) =>
          cutWords(text).map((piece, index) =>
            index === 0 ? lookUp(piece, true, this.#firstPieces, fresh.first) : lookUp(piece, false, this.#innerPieces, fresh.inner),
          ),
        );
      await this.#tokenize([...fresh.first.values(), ...fresh.inner.values()]);
      for (const pieces of cut) encoded.push(join(pieces));
    }
    return encoded;
  }

  async #tokenize(pieces: readonly Piece[]): Promise<void> {
    if (pieces.length === 0) return;
    const encoded = await this.#encodeTexts(pieces.map(({ text, isFirst }) => (isFirst ? text : CONTEXT + text)));
    pieces.forEach((piece, index) => {
      fill(piece, encoded[index]!);
      if (piece.text.length > MAX_CACHED_LENGTH) return;
      const cache = piece.isFirst ? this.#firstPieces : this.#innerPieces;
      if (cache.size >= MAX_CACHED_WORDS) cache.clear();
      cache.set(piece.text, piece);
    });
  }
}

/** The piece from the cache, or from those that this batch has yet to tokenize, to which it is added if it is new. */
function lookUp(text: string, isFirst: boolean, cache: ReadonlyMap<string, Piece>, fresh: Map<string, Piece>): Piece {
  const known = cache.get(text) ?? fresh.get(text);
  if (known !== undefined) return known;
  const piece: Piece = { text, isFirst, ids: [], bounds: [] };
  fresh.set(text, piece);
  return piece;
}

function fill(piece: Piece, { ids, offsets }: Tokens): void {
  const context = piece.isFirst ? 0 : CONTEXT.length;
  const first = piece.isFirst ? 0 : offsets.findIndex(([, end]) => end > context);
  piece.ids = ids.slice(first);
  piece.bounds = offsets.slice(first).flatMap(([start, end]) => [start - context, end - context]);
}

function join(pieces: readonly Piece[]): Tokens {
  const ids: number[] = [];
  const offsets: TokenOffset[] = [];
  let base = 0;
  for (const { text, ids: pieceIds, bounds } of pieces) {
    for (let index = 0; index < pieceIds.length; index += 1) {
      ids.push(pieceIds[index]!);
      offsets.push([base + bounds[2 * index]!, base + bounds[2 * index + 1]!]);
    }
    base += text.length;
  }
  return { ids, offsets };
}
