import { TAXONOMIES } from '@tldr-rm/schema';
import { type Judged, type JudgedResponse, type JudgedToken, judgeResponse } from './judge-response';
import { type JudgedColumns, judgedColumns } from './judged-columns';
import { type LevelFigures, levelFigures } from './level-figures';
import type { ScoredResponse, Thresholds } from './scored-response';
import { type SpanCounts, spanCounts } from './span-figures';
import type { KindVerdict } from './taxonomy-confusion';

/** Upper ends of the classes of length, in tokens that count; longer ones are a class of their own. */
const LENGTHS = [8, 16, 32, 64];

/** Equal parts of a response by which tokens are told apart. */
const POSITIONS = 5;

/** Sizes in their order, so that tables read from small to large. */
const SIZES = ['small', 'medium', 'large'];

/** Responses that are looked at together: all of them, or those of one kind. */
export interface PreparedSlice {
  count: number;
  tokens: JudgedColumns;
  responses: JudgedColumns;
}

/** Responses judged and sorted, so that figures can be computed many times over, with groups weighted differently. */
export interface PreparedEvaluation {
  thresholds: Thresholds;
  /** Groups of responses that share a picture; they are numbered from 0. */
  groups: number;
  /** The responses by their ids, in the order in which they were given. */
  ids: string[];
  all: PreparedSlice;
  sentences: JudgedColumns;
  /** One per response: its group, the figures of its tokens, and how its spans match. */
  each: { group: number; tokens: LevelFigures; spans: SpanCounts }[];
  /** What was told of hallucinated spans, with the group of each; empty where no kind was told of any. */
  kinds: { group: number; verdict: KindVerdict }[];
  slices: Record<'byTaxonomy' | 'byLength' | 'byObjectSize' | 'byIconSet', Map<string, PreparedSlice>>;
  /** Tokens by where in their response they stand. */
  positions: Map<string, JudgedColumns>;
}

interface Row {
  scored: ScoredResponse;
  judged: JudgedResponse;
  group: number;
}

/** @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1]. */
export function prepareEvaluation(scored: Iterable<ScoredResponse>, thresholds: Thresholds): PreparedEvaluation {
  const groups = new Map<string | symbol, number>();
  const rows = Array.from(scored, (response): Row => {
    const key = response.group ?? Symbol(response.id);
    if (!groups.has(key)) groups.set(key, groups.size);
    return { scored: response, judged: judgeResponse(response), group: groups.get(key)! };
  });
  return {
    thresholds: { ...thresholds },
    groups: groups.size,
    ids: rows.map((row) => row.scored.id),
    all: prepareSlice(rows),
    sentences: columnsOf(rows, ({ sentences }) => sentences),
    each: rows.map(({ scored: { text }, judged: { tokens }, group }) => ({
      group,
      tokens: levelFigures(
        judgedColumns(
          [tokens],
          (row) => row,
          () => 0,
        ),
        thresholds.token,
      ),
      spans: spanCounts(text, tokens, thresholds.token),
    })),
    kinds: kindsOf(rows),
    slices: {
      byTaxonomy: slicesBy(rows, TAXONOMIES, ({ scored: { taxonomy } }) => taxonomy),
      byLength: slicesBy(rows, lengthClasses(), ({ judged: { tokens } }) => (tokens.length === 0 ? undefined : lengthClass(tokens.length))),
      byObjectSize: slicesBy(rows, SIZES, ({ scored: { objectSize } }) => objectSize),
      byIconSet: slicesBy(rows, [...new Set(rows.flatMap(({ scored: { iconSet } }) => iconSet ?? []))].sort(), (row) => row.scored.iconSet),
    },
    positions: new Map(
      Array.from({ length: POSITIONS }, (_, part) => [
        `${(part / POSITIONS).toFixed(1)}-${((part + 1) / POSITIONS).toFixed(1)}`,
        columnsOf(rows, ({ tokens }) => tokens.filter((_token, index) => Math.floor((index * POSITIONS) / tokens.length) === part)),
      ]),
    ),
  };
}

/** A detector that tells no kinds leaves nothing but spans of which nothing was told. */
function kindsOf(rows: readonly Row[]): PreparedEvaluation['kinds'] {
  const kinds = rows.flatMap(({ scored, group }) => (scored.kinds ?? []).map((verdict) => ({ group, verdict })));
  return kinds.some(({ verdict }) => verdict.told !== null) ? kinds : [];
}

function prepareSlice(rows: readonly Row[]): PreparedSlice {
  return {
    count: rows.length,
    tokens: columnsOf(rows, ({ tokens }): JudgedToken[] => tokens),
    responses: columnsOf(rows, ({ response }) => (response === null ? [] : [response])),
  };
}

function slicesBy(rows: readonly Row[], names: readonly string[], nameOf: (row: Row) => string | undefined): Map<string, PreparedSlice> {
  const slices = names.map((name) => [name, rows.filter((row) => nameOf(row) === name)] as const);
  return new Map(slices.filter(([, members]) => members.length > 0).map(([name, members]) => [name, prepareSlice(members)]));
}

function columnsOf(rows: readonly Row[], judgedOf: (judged: JudgedResponse) => readonly Judged[]): JudgedColumns {
  return judgedColumns(
    rows,
    ({ judged }) => judgedOf(judged),
    ({ group }) => group,
  );
}

function lengthClasses(): string[] {
  return [...LENGTHS.map((_, index) => lengthClass(LENGTHS[index]!)), lengthClass(LENGTHS.at(-1)! + 1)];
}

function lengthClass(tokens: number): string {
  const index = LENGTHS.findIndex((length) => tokens <= length);
  const from = (LENGTHS[(index === -1 ? LENGTHS.length : index) - 1] ?? 0) + 1;
  return index === -1 ? `${from}+` : `${from}-${LENGTHS[index]}`;
}
