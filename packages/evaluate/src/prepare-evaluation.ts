import type { GroupSums } from './group-sums';
import { type JudgedCollection, POSITIONS } from './judged-collection';
import { type PreparedLevel, type PreparedRanking, prepareLevel, prepareRanking } from './level-figures';
import { type PrecisionRecallPoint, precisionRecallCurve } from './precision-recall';
import { inOrder, partItems, type RankedItems, rankOrder } from './ranked-items';
import { type ReliabilityBin, reliabilityBins } from './reliability';
import { BREAKDOWNS, type Breakdown, CLASSES } from './response-facets';
import type { Thresholds } from './scored-response';
import type { KindVerdict } from './taxonomy-confusion';

/** The responses of one class of a breakdown. */
export interface PreparedSlice {
  count: number;
  tokens: PreparedRanking;
  responses: PreparedRanking;
}

/** Responses judged, sorted and summed up by group, so that figures can be computed many times over, with groups weighted differently. */
export interface PreparedEvaluation {
  thresholds: Thresholds;
  /** Groups of responses that share a picture; they are numbered from 0. */
  groups: number;
  /** The responses by their ids, in the order in which they were given. */
  ids: readonly string[];
  samples: number;
  samplesOutsideDomain: number;
  tokens: PreparedLevel;
  sentences: PreparedLevel;
  responses: PreparedLevel;
  /** See `JudgedCollection`. */
  means: GroupSums;
  spans: GroupSums;
  /** What was told of hallucinated spans, with the group of each; empty where no kind was told of any. */
  kinds: { verdicts: readonly KindVerdict[]; group: Int32Array };
  slices: Record<Breakdown, ReadonlyMap<string, PreparedSlice>>;
  /** Tokens by where in their response they stand. */
  positions: ReadonlyMap<string, PreparedRanking>;
  reliability: { token: ReliabilityBin[]; response: ReliabilityBin[] };
  precisionRecall: { token: PrecisionRecallPoint[]; response: PrecisionRecallPoint[] };
}

/** Prepares what was collected, in steps between which others can have their turn. */
export function* prepareEvaluation(judged: JudgedCollection): Generator<undefined, PreparedEvaluation> {
  const { thresholds, groups } = judged;
  const allTokens = yield* rank(judged.tokens);
  const allResponses = yield* rank(judged.responses);
  const sentences = yield* rank(judged.sentences);
  const slices = {} as Record<Breakdown, Map<string, PreparedSlice>>;
  for (const name of BREAKDOWNS) slices[name] = yield* prepareSlices(judged, name, allTokens, allResponses);
  const parts = judged.part.values;
  const byPosition = partItems(allTokens.items, POSITIONS, (place) => parts[allTokens.order[place]!]!);
  const positions = new Map<string, PreparedRanking>();
  for (const [part, items] of byPosition.entries()) {
    yield;
    const name = `${(part / POSITIONS).toFixed(1)}-${((part + 1) / POSITIONS).toFixed(1)}`;
    positions.set(name, prepareRanking(items, thresholds.token, groups));
  }
  yield;
  const tokens = prepareLevel(allTokens.items, thresholds.token, groups);
  yield;
  return {
    thresholds,
    groups,
    ids: judged.ids,
    samples: judged.samples,
    samplesOutsideDomain: judged.samplesOutsideDomain,
    tokens,
    sentences: prepareLevel(sentences.items, thresholds.sentence, groups),
    responses: prepareLevel(allResponses.items, thresholds.response, groups),
    means: judged.means,
    spans: judged.spans,
    kinds: {
      verdicts: judged.verdicts.some(({ told }) => told !== null) ? judged.verdicts : [],
      group: judged.verdictGroup.toArray(),
    },
    slices,
    positions,
    reliability: { token: reliabilityBins(allTokens.items), response: reliabilityBins(allResponses.items) },
    precisionRecall: { token: precisionRecallCurve(allTokens.items), response: precisionRecallCurve(allResponses.items) },
  };
}

/** Items with the places at which they came, lowest reward first. */
interface Ranked {
  items: RankedItems;
  order: Uint32Array;
  /** Place of the response of each item, in the order in which items came. */
  response: Uint32Array;
}

function* rank(level: JudgedCollection['tokens']): Generator<undefined, Ranked> {
  const columns = level.columns();
  const order = yield* rankOrder(columns.reward);
  return { items: inOrder(columns, order), order, response: level.response.values };
}

function* prepareSlices(
  { thresholds, groups, classes }: JudgedCollection,
  breakdown: Breakdown,
  tokens: Ranked,
  responses: Ranked,
): Generator<undefined, Map<string, PreparedSlice>> {
  const { names, of } = classes[breakdown];
  const counts = new Uint32Array(names.size);
  for (let response = 0; response < of.length; response += 1) {
    const place = of.values[response]!;
    if (place >= 0) counts[place]! += 1;
  }
  const partsOf = ({ items, order, response }: Ranked): RankedItems[] =>
    partItems(items, names.size, (place) => of.values[response[order[place]!]!]!);
  const [tokenParts, responseParts] = [partsOf(tokens), partsOf(responses)];
  const inTurn = breakdown === 'byIconSet' ? [...names.keys()].sort() : CLASSES[breakdown].filter((name) => names.has(name));
  const slices = new Map<string, PreparedSlice>();
  for (const name of inTurn) {
    yield;
    const place = names.get(name)!;
    slices.set(name, {
      count: counts[place]!,
      tokens: prepareRanking(tokenParts[place]!, thresholds.token, groups),
      responses: prepareRanking(responseParts[place]!, thresholds.response, groups),
    });
  }
  return slices;
}
