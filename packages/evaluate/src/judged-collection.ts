import { GroupSums } from './group-sums';
import { GrowingColumn } from './growing-column';
import { type Judged, judgeResponse } from './judge-response';
import type { RankedItems } from './ranked-items';
import { BREAKDOWNS, type Breakdown, classesOf } from './response-facets';
import type { ScoredResponse, Thresholds } from './scored-response';
import { SPAN_SUMS, spanCounts } from './span-figures';
import type { KindVerdict } from './taxonomy-confusion';
import { TOKEN_MEANS, tokenFigures } from './token-means';

/** Equal parts of a response by which tokens are told apart. */
export const POSITIONS = 5;

/** Place of the class of a response that belongs to none. */
export const NO_CLASS = -1;

/** Items of one level as they come. */
class Items {
  readonly #reward = new GrowingColumn(Float64Array);
  readonly #bad = new GrowingColumn(Uint8Array);
  readonly #group = new GrowingColumn(Int32Array);
  /** Place of the response of each item. */
  readonly response = new GrowingColumn(Uint32Array);

  push({ reward, bad }: Judged, group: number, response: number): void {
    this.#reward.push(reward);
    this.#bad.push(Number(bad));
    this.#group.push(group);
    this.response.push(response);
  }

  columns(): RankedItems {
    return { reward: this.#reward.toArray(), bad: this.#bad.toArray(), group: this.#group.toArray() };
  }
}

/** Takes in scored responses one by one and keeps of each what figures need, in columns: a token takes 18 bytes, and texts are let go. */
export class JudgedCollection {
  readonly thresholds: Thresholds;
  /** Ids in the order in which they came. */
  readonly ids: string[] = [];
  readonly tokens = new Items();
  readonly sentences = new Items();
  readonly responses = new Items();
  /** Which part of its response a token stands in, from 0. */
  readonly part = new GrowingColumn(Uint8Array);
  /** For each breakdown the names of its classes, and the place of each response's class among them. */
  readonly classes = Object.fromEntries(
    BREAKDOWNS.map((name) => [name, { names: new Map<string, number>(), of: new GrowingColumn(Int32Array) }]),
  ) as Record<Breakdown, { names: Map<string, number>; of: GrowingColumn<Int32Array> }>;
  /** For each figure of {@link TOKEN_MEANS} its sum over responses, then the number of responses that define it. */
  readonly means = new GroupSums(2 * TOKEN_MEANS.length);
  readonly spans = new GroupSums(SPAN_SUMS.length);
  /** What was told of hallucinated spans, and the group of each. */
  readonly verdicts: KindVerdict[] = [];
  readonly verdictGroup = new GrowingColumn(Int32Array);
  readonly #groups = new Map<string, number>();
  #groupCount = 0;
  readonly #samples = new Set<string>();
  readonly #samplesOutsideDomain = new Set<string>();

  constructor(thresholds: Thresholds) {
    this.thresholds = { ...thresholds };
  }

  /** Groups of responses that share a picture. */
  get groups(): number {
    return this.#groupCount;
  }

  get samples(): number {
    return this.#samples.size;
  }

  /** Samples about pictures unlike those that the detector knows. */
  get samplesOutsideDomain(): number {
    return this.#samplesOutsideDomain.size;
  }

  /** @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1]. */
  add(scored: ScoredResponse): void {
    const { tokens, sentences, response } = judgeResponse(scored);
    const group = this.#groupOf(scored.group);
    const place = this.ids.length;
    this.ids.push(scored.id);
    const sample = scored.sample ?? scored.id;
    this.#samples.add(sample);
    if (scored.outsideDomain) this.#samplesOutsideDomain.add(sample);
    for (const [index, token] of tokens.entries()) {
      this.tokens.push(token, group, place);
      this.part.push(Math.floor((index * POSITIONS) / tokens.length));
    }
    for (const sentence of sentences) this.sentences.push(sentence, group, place);
    if (response !== null) this.responses.push(response, group, place);
    for (const [name, value] of Object.entries(classesOf(scored, tokens.length)) as [Breakdown, string | undefined][]) {
      this.#addClass(name, value);
    }
    const figures = tokenFigures(tokens, this.thresholds.token);
    for (const [column, name] of TOKEN_MEANS.entries()) {
      const value = figures[name];
      if (value === null) continue;
      this.means.add(group, 2 * column, value);
      this.means.add(group, 2 * column + 1, 1);
    }
    const spans = spanCounts(scored.text, tokens, this.thresholds.token);
    for (const [column, name] of SPAN_SUMS.entries()) this.spans.add(group, column, spans[name]);
    for (const verdict of scored.kinds ?? []) {
      this.verdicts.push(verdict);
      this.verdictGroup.push(group);
    }
  }

  #groupOf(name: string | undefined): number {
    const known = name === undefined ? undefined : this.#groups.get(name);
    if (known !== undefined) return known;
    const group = this.#groupCount;
    this.#groupCount += 1;
    if (name !== undefined) this.#groups.set(name, group);
    return group;
  }

  #addClass(breakdown: Breakdown, name: string | undefined): void {
    const { names, of } = this.classes[breakdown];
    if (name !== undefined && !names.has(name)) names.set(name, names.size);
    of.push(name === undefined ? NO_CLASS : names.get(name)!);
  }
}
