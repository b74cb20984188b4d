import { type Comparison, type EvaluationReport, LEVELS } from '@tldr-rm/evaluate';
import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import { intervalAt } from '../evaluation/headline-figures';
import { numberColumns, textColumns } from '../table/columns';
import { kindTitle } from '../taxonomy-titles';
import { PAPER_FIGURES, type PaperFigure } from './paper-figures';
import { percent } from './percent';
import type { ReproductionTable } from './reproduction';

const DRAWN =
  'Not comparable as figures: drawn pictures of 128 pixels and a network of 4 million parameters here, photographs and 3 billion there.';

/** What the tables of a reproduction are made of. */
export interface ReproductionParts {
  audit: PerturbationAudit;
  /** The detector on the test split, and on an icon set that no training picture uses. */
  test: EvaluationReport;
  unseen: EvaluationReport;
  /** Other reward models on the test split, by name. */
  others: Readonly<Record<string, EvaluationReport>>;
  generators: Comparison;
  /** Seconds of each stage of training, where that was done. */
  training?: Readonly<Record<string, number>> | undefined;
}

/** The tables of the paper, as far as they can be run here, by its claims. */
export function reproductionTables({ audit, test, unseen, others, generators, training }: ReproductionParts): ReproductionTable[] {
  return [
    negativesTable(audit),
    detectorTable(test),
    baselineTable(test, others),
    kindTable(test),
    calibrationTable(test, unseen),
    unseenTable(test, unseen),
    generatorTable(generators),
    ...(training ? [trainingTable(training)] : []),
  ];
}

/** Claim 1: a perturbation method makes hard negatives with token labels. */
function negativesTable({ samples, labels, grammar, guessability }: PerturbationAudit): ReproductionTable {
  return {
    claim: 1,
    title: 'Hard negatives with token labels',
    note: 'The scene engine makes each text false, by what the scene says. Guessed: by a classifier that sees no picture, trained on half of the pairs; 50 is chance.',
    comparable: 'The paper does not evaluate its negatives; its reviewers asked for it.',
    columns: [...textColumns('figure'), ...numberColumns('here', 'paper')],
    rows: [
      ['negatives', String(samples.negatives), '-'],
      ['flawed labels, %', percent(labels.flawed / samples.negatives), '-'],
      ['new problems of grammar, %', grammar === null ? '-' : percent(grammar.flawed / grammar.checked), '-'],
      ['guessed from the text alone, %', guessability === null ? '-' : percent(guessability.accuracy.value), '-'],
    ],
  };
}

/** Claim 2: a token-level reward model gives fine-grained feedback. */
function detectorTable(report: EvaluationReport): ReproductionTable {
  const { token, sentence, response } = report;
  const row = (name: string, figure: number | null, path: string, paper?: PaperFigure): string[] => {
    const interval = intervalAt(report, path);
    const here = interval ? `${percent(figure)} [${percent(interval.low)}, ${percent(interval.high)}]` : percent(figure);
    return [name, here, paper === undefined ? '-' : unverified(paper)];
  };
  return {
    claim: 2,
    title: 'The token-level reward model',
    note: 'Held-out test split: each true text and its negative. Accuracy of tokens is inflated by the majority of right ones, so F1 and average precision stand beside it. In brackets: 95 % bootstrap intervals over pictures.',
    comparable: DRAWN,
    columns: [...textColumns('figure, %'), ...numberColumns('here', 'paper')],
    rows: [
      row('mAP(neg), per response', token.mapNeg, 'token.mapNeg', PAPER_FIGURES.mapNeg),
      row('mAP(pos), per response', token.mapPos, 'token.mapPos', PAPER_FIGURES.mapPos),
      row('AP(neg), all tokens', token.apNeg, 'token.apNeg'),
      row('token accuracy', token.accuracy, 'token.accuracy', PAPER_FIGURES.tokenAccuracy),
      row('token F1 of what is wrong', token.f1Bad, 'token.f1Bad'),
      row('sentence accuracy', sentence.accuracy, 'sentence.accuracy', PAPER_FIGURES.sentenceAccuracy),
      row('response accuracy', response.accuracy, 'response.accuracy', PAPER_FIGURES.responseAccuracy),
      row('AUROC of responses', response.auroc, 'response.auroc'),
    ],
  };
}

/** Claim 2: it is less of a text-only guesser than a response-level reward model. */
function baselineTable(detector: EvaluationReport, others: ReproductionParts['others']): ReproductionTable {
  const cells = ({ response, token }: EvaluationReport, hasTokens: boolean): string[] => [
    percent(response.accuracy),
    percent(response.auroc),
    hasTokens ? percent(token.apNeg) : '-',
  ];
  const paper = (name: string): string => (name === 'naive' ? unverified(PAPER_FIGURES.naiveResponseAccuracy) : '-');
  return {
    claim: 2,
    title: 'Beside other reward models',
    note:
      'The same responses, of which half are wrong: 50 is what knows nothing gets. naive: one reward for the whole response, trained with one label for it. text-only: the same network, never shown a picture. ' +
      "likelihood: how likely the detector's own network would have written each token; its threshold is not tuned, so AUROC is the fair figure.",
    comparable: DRAWN,
    columns: [
      ...textColumns('reward model'),
      ...numberColumns('response accuracy, %', 'AUROC of responses, %', 'AP(neg), all tokens, %', 'response accuracy in the paper, %'),
    ],
    rows: [
      ['token-level', ...cells(detector, true), unverified(PAPER_FIGURES.responseAccuracy)],
      ...Object.entries(others).map(([name, report]) => [name, ...cells(report, name !== 'naive'), paper(name)]),
    ],
  };
}

/** Claim 3: it tells how much other models hallucinate. The truth is known of scenes, so the detector's rates can be held against it. */
function generatorTable({ generators, agreement, pictures }: Comparison): ReproductionTable {
  const figures = generators.map(({ name, rates, truth }) => ({ name, rates, truth: truth?.rates }));
  return {
    claim: 3,
    title: 'Hallucination rates of generators',
    note: `Captions of ${pictures} pictures by the detector's own network with other settings, so that both see with the same eyes and rates are lower than the truth; judged by the detector and checked against the scenes. Spearman's correlation of both orders: ${LEVELS.map(
      (level) => `${level}s ${agreement?.[level].spearman?.toFixed(3) ?? '-'}`,
    ).join(', ')}.`,
    comparable: `The paper compares models on photographs and has people judge a part: sentences that it missed were ${PAPER_FIGURES.sentenceFalseNegatives.text} per cent.`,
    columns: [...textColumns('generator'), ...numberColumns(...LEVELS.flatMap((level) => [`${level}s detected, %`, `${level}s true, %`]))],
    rows: [
      ...figures.map(({ name, rates, truth }) => [
        name,
        ...LEVELS.flatMap((level) => [percent(rates[level].rate), percent(truth?.[level].rate ?? null)]),
      ]),
    ],
  };
}

/** Which kinds of hallucination are hard to find. */
function kindTable({ byTaxonomy }: EvaluationReport): ReproductionTable {
  const kinds = Object.entries(byTaxonomy).sort(([, first], [, second]) => (first.responseAccuracy ?? 0) - (second.responseAccuracy ?? 0));
  return {
    claim: 2,
    title: 'Kinds of hallucination, the hardest first',
    note: `Negatives of each kind together with their true texts. The hardest kind in the paper: ${PAPER_FIGURES.hardestKind.text}.`,
    comparable: 'The order of kinds can be compared with care: what a drawing shows of a place is plainer than in a photograph.',
    columns: [...textColumns('kind'), ...numberColumns('responses', 'response accuracy, %', 'AP(neg), %')],
    rows: [
      ...kinds.map(([kind, { count, responseAccuracy, apNeg }]) => [
        kindTitle(kind),
        String(count),
        percent(responseAccuracy),
        percent(apNeg),
      ]),
    ],
  };
}

/** What a style of drawing costs that was never seen. */
function unseenTable(test: EvaluationReport, unseen: EvaluationReport): ReproductionTable {
  return {
    claim: 2,
    title: 'An icon set that no training picture uses',
    note: 'The same kinds of scenes, drawn with emojione.',
    comparable: 'The paper has no such test.',
    columns: [...textColumns('figure, %'), ...numberColumns('known icon sets', 'unseen icon set')],
    rows: [
      ['response accuracy', percent(test.response.accuracy), percent(unseen.response.accuracy)],
      ['AP(neg), all tokens', percent(test.token.apNeg), percent(unseen.token.apNeg)],
      ['AUROC of responses', percent(test.response.auroc), percent(unseen.response.auroc)],
    ],
  };
}

/** How far rewards can be read as probabilities. */
function calibrationTable(test: EvaluationReport, unseen: EvaluationReport): ReproductionTable {
  const error = (ece: number | null): string => (ece === null ? '-' : (100 * ece).toFixed(2));
  const levels = ['token', 'sentence', 'response'] as const;
  return {
    claim: 2,
    title: 'Calibration',
    note: 'Expected calibration error in per cent: by how much rewards are off as probabilities of being right, on average. Calibration was fitted on the validation split.',
    comparable: 'The paper reports no calibration.',
    columns: [...textColumns('level'), ...numberColumns('known icon sets', 'unseen icon set')],
    rows: [...levels.map((level) => [level, error(test[level].ece), error(unseen[level].ece)])],
  };
}

/** What training took, where this program did it. */
function trainingTable(training: Readonly<Record<string, number>>): ReproductionTable {
  const minutes = (seconds: number): string => (seconds / 60).toFixed(1);
  const total = Object.values(training).reduce((sum, seconds) => sum + seconds, 0);
  return {
    claim: 2,
    title: 'Training',
    note: 'Minutes that each stage took on this machine.',
    comparable: 'The paper fine-tunes a model that had been trained before; here everything starts from nothing.',
    columns: [...textColumns('stage'), ...numberColumns('minutes')],
    rows: [...Object.entries(training).map(([stage, seconds]) => [stage, minutes(seconds)]), ['all', minutes(total)]],
  };
}

/** A figure of the paper, with a word about it where it was not looked up. */
function unverified({ text, source }: PaperFigure): string {
  return source.startsWith('arXiv') ? text : `${text} (${source})`;
}
