/** A word or a mark of a text, with the part of speech that it has there. */
export interface TaggedWord {
  start: number;
  end: number;
  /** As the text has it. */
  text: string;
  lower: string;
  /** Universal part-of-speech tag, such as NOUN. */
  tag: string;
  /** Number of the sentence. */
  sentence: number;
  /** Whether it stands in quotation marks. */
  quoted: boolean;
  /** Whether it is denied, guessed or asked, so that a change need not make the text false. */
  blocked: boolean;
  /** Whether a capital in the middle of a sentence makes it a name. */
  proper: boolean;
}
