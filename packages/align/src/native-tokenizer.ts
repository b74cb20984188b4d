/** What is used of the Rust tokenizer. Spelled out here, since the types of the package do not compile in a strict project. */
export interface NativeTokenizer {
  encodeBatch(texts: string[], options: { addSpecialTokens: boolean }): Promise<NativeEncoding[]>;
  decode(ids: number[], skipSpecialTokens: boolean): Promise<string>;
  tokenToId(token: string): number | null;
}

interface NativeEncoding {
  getIds(): number[];
  /** In code points, half-open. */
  getOffsets(): number[][];
}
