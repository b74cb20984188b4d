import type { Taxonomy } from '@tldr-rm/schema';
import type { CountedIds, DuplicateCounts } from './count-duplicates';
import type { Distribution } from './distribution';
import type { LabelProblem } from './find-label-problems';
import type { GrammarFigures } from './measure-grammar';
import type { Guessability } from './measure-guessability';

/** What the audit says about negatives: plain data that can be written as JSON. Shares are in [0, 1]. */
export interface PerturbationAudit {
  /** Samples read: negatives, and true texts that stand alone. */
  samples: { read: number; negatives: number; trueTexts: number };
  /** By kind of hallucination: negatives that have it and their share, false edits of it and their share. Kinds that do not occur are there with zeros. */
  taxonomies: Record<Taxonomy | string, TaxonomyCounts>;
  edits: EditFigures;
  /** What the engine made of its samples; null if that is not known. */
  engine: EngineSummary | null;
  duplicates: DuplicateCounts;
  labels: {
    /** Negatives with at least one problem. */
    flawed: number;
    problems: Partial<Record<LabelProblem, CountedIds>>;
  };
  /** Null if it was not asked for. */
  grammar: GrammarFigures | null;
  /** Null if there are too few pairs. */
  guessability: Guessability | null;
  examples: AuditExample[];
  seed: string;
}

export interface TaxonomyCounts {
  samples: number;
  sampleShare: number;
  edits: number;
  editShare: number;
}

/** Places where negatives differ from their originals. Null where there is nothing to measure. */
export interface EditFigures {
  /** Edits that are false, and edits for grammar alone. */
  count: { hallucinated: number; ignored: number };
  /** False edits of a text. */
  perText: Distribution | null;
  /** Length of false edits. */
  words: Distribution | null;
  characters: Distribution | null;
  /** Middle of false edits, from 0 (beginning of the text) to 1 (its end). */
  position: Distribution | null;
  /** Share of a text's characters that are labelled false or ignored. */
  shareChanged: Distribution | null;
}

/** What an engine did with what it was given. */
export interface EngineSummary {
  accepted: number;
  /** Count of each reason for which there is no negative. */
  rejected: Record<string, number>;
}

/** A negative to look at. */
export interface AuditExample {
  id: string;
  taxonomies: string[];
  prompt: string;
  response: string;
  original: string;
  spans: { start: number; end: number; label: string; original?: string }[];
}
