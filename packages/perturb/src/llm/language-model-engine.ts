import type { Answer, AnswerCache } from '@tldr-rm/language-models';
import {
  askAgain,
  type Conversation,
  changedTextSchema,
  createAsk,
  type LanguageModelUsage,
  parseAnswer,
  REAL_ENVIRONMENT,
  type RetryEnvironment,
  type TokenPrices,
  UsageMeter,
} from '@tldr-rm/language-models';
import { InputError, type LabelledSample, type Sample, TAXONOMIES } from '@tldr-rm/schema';
import type { LanguageModel } from 'ai';
import type { PerturbationEngine, PerturbRequest } from '../engine';
import { checkNegative, type IsParaphrase, type Negative } from './checks/check-negative';
import { checkRewrite, isShortAnswer } from './checks/check-rewrite';
import { mayApply } from './checks/fits-taxonomy';
import { isQuestion } from './checks/given-by-question';
import type { Rejection, RejectionReason } from './checks/rejection';
import { askToPerturb, askToRewrite } from './prompts';

/** Longest prompt and longest response that are sent, in characters: twice the longest captions there are. Models lose words when they copy longer texts. */
export const MAX_RESPONSE_LENGTH = 8000;
/** Most changes in one response; more of them leave little that is true. */
export const MAX_EDITS = 8;
/** Kinds of change that are tried for one sample if none is wanted in particular: each may cost all attempts. */
const MOST_TAXONOMIES = 3;
/** Seeds that all servers take are 31 bits. */
const MAX_SEED = 0x7fff_ffff;
/** Tokens for the JSON around a text and some thinking aloud; the text itself has fewer tokens than characters. */
const SPARE_TOKENS = 512;

export interface LanguageModelEngineOptions {
  model: LanguageModel;
  /** Where answers are kept, so that none is paid for twice. */
  cache?: AnswerCache | undefined;
  /** Requests under way at once. */
  concurrency?: number | undefined;
  /** For one request, which is then sent again. */
  timeoutMs?: number | undefined;
  /** Of one request, after failures that pass. */
  maxRetries?: number | undefined;
  /** Answers for one negative. */
  maxAttempts?: number | undefined;
  /** By default 512 more than the response has characters. */
  maxOutputTokens?: number | undefined;
  /** By default the server's. */
  temperature?: number | undefined;
  /** Whether short answers to questions are first rewritten as sentences. */
  rewriteAnswers?: boolean | undefined;
  isParaphrase?: IsParaphrase | undefined;
  prices?: TokenPrices | undefined;
  /** Time and chance of retries. */
  environment?: RetryEnvironment | undefined;
}

/** Makes negatives by asking a language model. */
export interface LanguageModelEngine extends PerturbationEngine {
  /**
   * The negative, or null if no wanted change applies to the sample, if all answers were rejected, or if the sample is not a true response of at most
   * {@link MAX_RESPONSE_LENGTH} characters. `scene` stays, `claims` (whose offsets would be wrong) do not.
   *
   * @throws {LanguageModelError} if the model cannot be used.
   * @throws {InputError} `EDITS`, if not between 1 and {@link MAX_EDITS} changes are asked for.
   */
  perturb(sample: Sample, request: PerturbRequest): Promise<LabelledSample | null>;
  /** What has been asked for, paid and got so far. */
  usage(): LanguageModelUsage;
}

/** Makes an engine on a language model; see the README for what its negatives are checked for. */
export function createLanguageModelEngine({
  model,
  cache,
  concurrency = 4,
  timeoutMs = 120_000,
  maxRetries = 6,
  maxAttempts = 3,
  maxOutputTokens,
  temperature,
  rewriteAnswers = false,
  isParaphrase,
  prices,
  environment = REAL_ENVIRONMENT,
}: LanguageModelEngineOptions): LanguageModelEngine {
  const meter = new UsageMeter(prices);
  const ask = createAsk({ model, schema: changedTextSchema, cache, concurrency, timeoutMs, maxRetries, temperature, environment, meter });

  /** Asks until an answer can be used; null if none can be, `'none'` if the model finds that there is nothing to change. */
  async function askUntil<T>(
    first: Conversation,
    { seed, signal, length }: { seed: number; signal: AbortSignal | undefined; length: number },
    use: (text: string) => Promise<T | Rejection>,
  ): Promise<T | 'none' | null> {
    let conversation = first;
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      // With the seed it had, a model that gives the same bad answer twice would give it forever.
      const answer = await ask({
        conversation,
        seed: (seed + attempt) % MAX_SEED,
        maxOutputTokens: maxOutputTokens ?? SPARE_TOKENS + length,
        signal,
      });
      const read = readAnswer(answer);
      if (read === null) return 'none';
      const result = typeof read === 'string' ? await use(read) : read;
      if (!isRejection(result)) return result;
      meter.countRejection(result.reason);
      conversation = askAgain(first, answer.text, result.explanation);
    }
    return null;
  }

  return {
    usage: () => meter.summary(),
    async perturb(sample, { random, taxonomy, edits = 1, signal }) {
      if (!Number.isInteger(edits) || edits < 1 || edits > MAX_EDITS) {
        throw new InputError('EDITS', `${edits} changes cannot be made. Ask for 1 to ${MAX_EDITS}.`);
      }
      // Drawn before anything is waited for, so that the choices are the same in every order of events.
      const seed = random.integer(0, MAX_SEED);
      const wanted = taxonomy === undefined ? random.shuffle(TAXONOMIES) : [taxonomy];
      const { prompt: question } = sample;
      if (!isUsable(sample)) {
        meter.count('notApplicable');
        return null;
      }
      const callOptions = { seed, signal, length: sample.response.length };
      const rewritten =
        rewriteAnswers && isQuestion(question) && isShortAnswer(sample.response)
          ? await askUntil(askToRewrite(question, sample.response.trim()), callOptions, async (text) => {
              return checkRewrite(text, question, sample.response) ?? { sentence: text.trim() };
            })
          : { sentence: sample.response };
      if (rewritten === null || rewritten === 'none') {
        meter.count('givenUp');
        return null;
      }
      const original = rewritten.sentence;
      const applicable = wanted.filter((kind) => mayApply(kind, original, question)).slice(0, MOST_TAXONOMIES);
      let rejected = false;
      for (const kind of applicable) {
        const negative = await askUntil<Negative>(askToPerturb(kind, question, original.trim(), edits), callOptions, (text) =>
          checkNegative(text, { original, question, taxonomy: kind, edits, isParaphrase }),
        );
        if (negative === null) rejected = true;
        else if (negative !== 'none') {
          meter.count('accepted');
          return toSample(sample, original, negative);
        }
      }
      meter.count(rejected ? 'givenUp' : 'notApplicable');
      return null;
    },
  };
}

/** Only a response that nobody calls false, and that a model can copy, can be made false. */
function isUsable({ prompt, response, spans, hallucinated }: Sample): boolean {
  const isFalse = hallucinated === true || spans?.some(({ label }) => label === 'hallucinated') === true;
  return !isFalse && response.trim() !== '' && Math.max(prompt.length, response.length) <= MAX_RESPONSE_LENGTH;
}

const ENDS: Readonly<Record<Exclude<Answer['end'], 'complete'>, string>> = {
  'cut-off': 'The answer was too long and was cut off. Give the JSON object at once.',
  'too-large': 'The answer was far too long. Give the JSON object at once.',
  refused: 'The answer was withheld. Make a harmless change.',
};

const PROBLEMS = {
  empty: 'The answer was empty.',
  'not-json': 'The answer held no JSON object.',
  'wrong-schema': 'The JSON object must have the form {"text": "..."}.',
} as const satisfies Partial<Record<RejectionReason, string>>;

function readAnswer({ text, end }: Answer): string | null | Rejection {
  if (end !== 'complete') return { reason: end, explanation: ENDS[end] };
  const parsed = parseAnswer(text);
  return 'problem' in parsed ? { reason: parsed.problem, explanation: PROBLEMS[parsed.problem] } : parsed.text;
}

function isRejection(result: unknown): result is Rejection {
  return typeof result === 'object' && result !== null && 'reason' in result && 'explanation' in result;
}

function toSample({ claims: _, ...sample }: Sample, original: string, { response, spans }: Negative): LabelledSample {
  return { ...sample, response, original, spans, hallucinated: true };
}
