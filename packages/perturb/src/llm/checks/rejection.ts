/** Why an answer is not used. */
export type RejectionReason =
  // The answer as such.
  | 'empty'
  | 'cut-off'
  | 'too-large'
  | 'refused'
  | 'not-json'
  | 'wrong-schema'
  // The changed text.
  | 'unchanged'
  | 'deletion'
  | 'only-grammar'
  | 'too-many-changes'
  | 'too-many-words'
  | 'paraphrase'
  | 'wrong-kind'
  | 'given-by-question'
  // The sentence made of a short answer.
  | 'rewrite-not-a-sentence'
  | 'rewrite-lost-answer'
  | 'rewrite-added-words';

/** A rejected answer: the reason for counting, and what to tell the model. */
export interface Rejection {
  reason: RejectionReason;
  explanation: string;
}
