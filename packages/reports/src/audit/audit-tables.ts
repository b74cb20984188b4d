import type { Distribution, Estimate, LabelProblem, PerturbationAudit } from '@tldr-rm/perturb/audit';
import { numberColumns, textColumns } from '../table/columns';
import type { TitledTable } from '../table/table';
import { kindTitle } from '../taxonomy-titles';
import { LABEL_PROBLEM_TEXTS } from './label-problem-texts';

/** A table of an audit; without rows it is a sentence alone. */
export interface AuditTable extends TitledTable {
  name: 'guessability' | 'telling' | 'kinds' | 'edits' | 'labels' | 'repetitions' | 'grammar' | 'engine';
}

/** The audit as tables; tables that would be empty are a sentence alone. */
export function auditTables(audit: PerturbationAudit): AuditTable[] {
  return [
    guessabilityTable(audit),
    tellingTable(audit),
    taxonomyTable(audit),
    editTable(audit),
    labelTable(audit),
    duplicateTable(audit),
    grammarTable(audit),
    engineTable(audit),
  ].filter((table) => table !== null);
}

/** Such as `0.512`. */
export function formatFigure(value: number): string {
  return value.toFixed(3);
}

/** Such as `12.5 %`. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** A figure with its 95 % interval. */
export function formatEstimate({ value, low, high }: Estimate): string {
  return `${formatFigure(value)} [${formatFigure(low)}, ${formatFigure(high)}]`;
}

function guessabilityTable({ guessability }: PerturbationAudit): AuditTable {
  const head = { name: 'guessability', title: 'Guessable from the text alone?' } as const;
  if (guessability === null) {
    return { ...head, note: 'Not measured: there are too few pairs of a true text and its negative.', columns: [], rows: [] };
  }
  const { pairs, byTaxonomy } = guessability;
  const kinds = Object.entries(byTaxonomy).sort(([, first], [, second]) => second.ranking.value - first.ranking.value);
  const row = (name: string, { accuracy, ranking }: Pick<typeof guessability, 'accuracy' | 'ranking'>): string[] => [
    name,
    String(accuracy.count),
    formatEstimate(accuracy),
    formatEstimate(ranking),
  ];
  return {
    ...head,
    note:
      `0.5 is chance. A classifier that sees no picture learned from ${pairs.training} pairs and judged ${pairs.test} others; 95 % intervals. ` +
      'Accuracy: texts judged rightly. Ranking: pairs whose true text it finds likelier to be true.',
    columns: [...textColumns('kind'), ...numberColumns('pairs', 'accuracy', 'ranking')],
    rows: [row('all', guessability), ...kinds.map(([name, figures]) => row(kindTitle(name), figures))],
  };
}

function tellingTable({ guessability }: PerturbationAudit): AuditTable | null {
  if (guessability === null) return null;
  const head = { name: 'telling', title: 'What gives negatives away' } as const;
  if (guessability.telling.length === 0) {
    return {
      ...head,
      note: 'Nothing: no word, run of words or length leans to one side among the held-out pairs.',
      columns: [],
      rows: [],
    };
  }
  const rows = guessability.telling.map(({ feature, weight, right, wrong, example }) => [
    feature,
    weight > 0 ? 'false' : 'true',
    shorten(example.text, feature),
    String(right),
    String(wrong),
  ]);
  return {
    ...head,
    note: "Counts of held-out true texts and negatives that have it. ^ begins a text, … stands for words between, → leads from a prompt's word to an answer's.",
    columns: [...textColumns('wording', 'says', 'example'), ...numberColumns('in true texts', 'in negatives')],
    rows,
  };
}

/** The part of a text around the first word of a feature. */
function shorten(text: string, feature: string, length = 44): string {
  const word = feature.split(' ').findLast((part) => /[\p{L}\p{N}]/u.test(part)) ?? '';
  const at = Math.max(0, text.toLowerCase().indexOf(word) - length / 2);
  const part = text.slice(at, at + length).replace(/\s+/g, ' ');
  return `${at > 0 ? '…' : ''}${part}${at + length < text.length ? '…' : ''}`;
}

function taxonomyTable({ taxonomies, samples, edits }: PerturbationAudit): AuditTable {
  const rows = Object.entries(taxonomies).map(([name, counts]) => [
    kindTitle(name),
    String(counts.samples),
    formatShare(counts.samples, samples.negatives),
    String(counts.edits),
    formatShare(counts.edits, edits.count.hallucinated),
  ]);
  return {
    name: 'kinds',
    title: 'Kinds of hallucination',
    columns: [...textColumns('kind'), ...numberColumns('negatives', 'share of negatives', 'edits', 'share of edits')],
    rows,
  };
}

function editTable({ edits }: PerturbationAudit): AuditTable {
  const row = (name: string, distribution: Distribution | null, format: (value: number) => string): string[] => [
    name,
    ...(distribution === null
      ? ['-', '-', '-', '-']
      : [distribution.mean, distribution.median, distribution.ninetieth, distribution.maximum].map(format)),
  ];
  const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));
  return {
    name: 'edits',
    title: 'Edits',
    note: `${edits.count.hallucinated} false edits, and ${edits.count.ignored} for grammar alone.`,
    columns: [...textColumns('of an edit or a text'), ...numberColumns('mean', 'median', '90th percentile', 'most')],
    rows: [
      row('false edits in a text', edits.perText, short),
      row('words of a false edit', edits.words, short),
      row('characters of a false edit', edits.characters, short),
      row('place in the text (0 beginning, 1 end)', edits.position, (value) => value.toFixed(2)),
      row('share of the text that is labelled', edits.shareChanged, (value) => value.toFixed(2)),
    ],
  };
}

function labelTable({ labels, samples }: PerturbationAudit): AuditTable {
  const head = { name: 'labels', title: 'Labels' } as const;
  if (labels.flawed === 0) {
    return {
      ...head,
      note: `All ${samples.negatives} are in order: spans lie in the text, cover what changed, and give back the original.`,
      columns: [],
      rows: [],
    };
  }
  const rows = Object.entries(labels.problems).map(([problem, { count, ids }]) => [
    problem,
    LABEL_PROBLEM_TEXTS[problem as LabelProblem],
    shortList(ids),
    String(count),
  ]);
  return {
    ...head,
    note: `${labels.flawed} of ${samples.negatives} negatives (${formatShare(labels.flawed, samples.negatives)}) have a problem.`,
    columns: [...textColumns('problem', 'what it is', 'such as'), ...numberColumns('negatives')],
    rows,
  };
}

function duplicateTable({ duplicates }: PerturbationAudit): AuditTable {
  const { compared, originals, negatives, equalToTrueText } = duplicates;
  const row = (name: string, count: number, ids: readonly string[] = []): string[] => [
    name,
    shortList(ids),
    String(count),
    formatShare(count, compared),
  ];
  return {
    name: 'repetitions',
    title: 'Repetitions',
    note: `Among ${compared} samples; texts are the same if picture, prompt and words are.`,
    columns: [...textColumns('repetition', 'such as'), ...numberColumns('samples', 'share')],
    rows: [
      row('another negative of the same original', originals),
      row('the same negative again', negatives.count, negatives.ids),
      row('a true text about the same picture', equalToTrueText.count, equalToTrueText.ids),
    ],
  };
}

function grammarTable({ grammar }: PerturbationAudit): AuditTable {
  const head = { name: 'grammar', title: 'Grammar' } as const;
  if (grammar === null) return { ...head, note: 'Not checked.', columns: [], rows: [] };
  const { checked, flawed, byKind, examples } = grammar;
  const note = `${flawed} of ${checked} negatives (${formatShare(flawed, checked)}) have a problem that their original does not have.`;
  const rows = Object.entries(byKind)
    .sort(([, first], [, second]) => second - first)
    .map(([kind, count]) => {
      const example = examples.find((other) => other.kind === kind);
      return [kind, example === undefined ? '' : `"${example.text}" (${example.id})`, String(count)];
    });
  return { ...head, note, columns: [...textColumns('kind', 'such as'), ...numberColumns('negatives')], rows };
}

function engineTable({ engine }: PerturbationAudit): AuditTable | null {
  if (engine === null) return null;
  const rejected = Object.entries(engine.rejected)
    .filter(([, count]) => count > 0)
    .sort(([, first], [, second]) => second - first);
  const total = rejected.reduce((sum, [, count]) => sum + count, engine.accepted);
  return {
    name: 'engine',
    title: 'What the engine accepted and rejected',
    columns: [...textColumns('outcome'), ...numberColumns('count', 'share')],
    rows: [
      ['accepted', String(engine.accepted), formatShare(engine.accepted, total)],
      ...rejected.map(([reason, count]) => [reason, String(count), formatShare(count, total)]),
    ],
  };
}

function shortList(ids: readonly string[]): string {
  return ids.length <= 2 ? ids.join(', ') : `${ids.slice(0, 2).join(', ')}, …`;
}
