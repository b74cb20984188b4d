/** Something a grammar checker objects to. */
export interface GrammarProblem {
  /** Such as `Agreement`, `Spelling`, `Repetition`. */
  kind: string;
  message: string;
  /** The words objected to. */
  text: string;
}
