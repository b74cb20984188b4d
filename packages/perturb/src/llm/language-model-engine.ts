import { type Answer, askUntil, type Conversation, type LanguageModelClient, parseJsonAnswer } from '@tldr-rm/language-models';
import { InputError, type LabelledSample, type Sample, TAXONOMIES } from '@tldr-rm/schema';
import type { PerturbationEngine, PerturbRequest } from '../engine';
import { changedTextSchema } from './changed-text';
import { checkNegative, type IsParaphrase, type Negative } from './checks/check-negative';
import { checkRewrite, isShortAnswer } from './checks/check-rewrite';
import { mayApply } from './checks/fits-taxonomy';
import { isQuestion } from './checks/given-by-question';
import type { Rejection, RejectionReason } from './checks/rejection';
import { type EngineUsage, OutcomeCounts } from './engine-usage';
import { askToPerturb, askToRewrite } from './prompts';

/** Longest prompt and longest response that are sent, in characters: twice the longest captions there are. Models lose words when they copy longer texts. */
export const MAXIMUM_RESPONSE_LENGTH = 8000;
/** Most changes in one response; more of them leave little that is true. */
export const MAXIMUM_EDITS = 8;
/** Kinds of change that are tried for one sample if none is wanted in particular: each may cost all attempts. */
const MAXIMUM_TAXONOMIES = 3;
/** Seeds that all servers take are 31 bits. */
const MAXIMUM_SEED = 0x7fff_ffff;
/** Tokens for the JSON around a text and some thinking aloud; the text itself has fewer tokens than characters. */
const SPARE_TOKENS = 512;

export interface LanguageModelEngineOptions {
  /** `openLanguageModel(...)`; its cache keeps a run that is started again from paying twice, its concurrency bounds the requests. */
  model: LanguageModelClient;
  /** Answers for one negative. */
  maximumAttempts?: number | undefined;
  /** Of an answer; by default 512 more than the response has characters. */
  maximumTokens?: number | undefined;
  /** By default the server's. */
  temperature?: number | undefined;
  /** Whether short answers to questions are first rewritten as sentences. */
  rewriteAnswers?: boolean | undefined;
  isParaphrase?: IsParaphrase | undefined;
}

/** Makes negatives by asking a language model. */
export interface LanguageModelEngine extends PerturbationEngine {
  /**
   * The negative, or null if no wanted change applies to the sample, if all answers were rejected, or if the sample is not a true response of at most
   * {@link MAXIMUM_RESPONSE_LENGTH} characters. `scene` stays, `claims` (whose offsets would be wrong) do not.
   *
   * @throws {LanguageModelError} if the model cannot be used.
   * @throws {InputError} `EDITS`, if not between 1 and {@link MAXIMUM_EDITS} changes are asked for.
   */
  perturb(sample: Sample, request: PerturbRequest): Promise<LabelledSample | null>;
  /** What has been asked for, paid and got so far. */
  usage(): EngineUsage;
}

/** Makes an engine on a language model; see the README for what its negatives are checked for. */
export function createLanguageModelEngine({
  model,
  maximumAttempts = 3,
  maximumTokens,
  temperature,
  rewriteAnswers = false,
  isParaphrase,
}: LanguageModelEngineOptions): LanguageModelEngine {
  const counts = new OutcomeCounts();

  /** Asks until an answer can be used; null if none can be, `'none'` if the model finds that there is nothing to change. */
  async function askForText<T>(
    conversation: Conversation,
    { seed, signal, length }: { seed: number; signal: AbortSignal | undefined; length: number },
    check: (text: string) => Promise<T | Rejection>,
  ): Promise<T | 'none' | null> {
    const question = {
      ...conversation,
      schema: changedTextSchema,
      seed,
      maximumTokens: maximumTokens ?? SPARE_TOKENS + length,
      temperature,
      signal,
    };
    return askUntil<T | 'none'>(model, question, {
      attempts: maximumAttempts,
      use: async (answer) => {
        const read = readAnswer(answer);
        if (read === null) return { value: 'none' };
        const result = typeof read === 'string' ? await check(read) : read;
        if (!isRejection(result)) return { value: result };
        counts.countRejection(result.reason);
        return { explanation: result.explanation };
      },
    });
  }

  return {
    usage: () => counts.summary(model.usage()),
    async perturb(sample, { random, taxonomy, edits = 1, signal }) {
      if (!Number.isInteger(edits) || edits < 1 || edits > MAXIMUM_EDITS) {
        throw new InputError('EDITS', `${edits} changes cannot be made. Ask for 1 to ${MAXIMUM_EDITS}.`);
      }
      // Drawn before anything is waited for, so that the choices are the same in every order of events.
      const seed = random.integer(0, MAXIMUM_SEED);
      const wanted = taxonomy === undefined ? random.shuffle(TAXONOMIES) : [taxonomy];
      const { prompt: question } = sample;
      if (!isUsable(sample)) {
        counts.count('notApplicable');
        return null;
      }
      const callOptions = { seed, signal, length: sample.response.length };
      const rewritten =
        rewriteAnswers && isQuestion(question) && isShortAnswer(sample.response)
          ? await askForText(askToRewrite(question, sample.response.trim()), callOptions, async (text) => {
              return checkRewrite(text, question, sample.response) ?? { sentence: text.trim() };
            })
          : { sentence: sample.response };
      if (rewritten === null || rewritten === 'none') {
        counts.count('givenUp');
        return null;
      }
      const original = rewritten.sentence;
      const applicable = wanted.filter((kind) => mayApply(kind, original, question)).slice(0, MAXIMUM_TAXONOMIES);
      let rejected = false;
      for (const kind of applicable) {
        const negative = await askForText<Negative>(askToPerturb(kind, question, original.trim(), edits), callOptions, (text) =>
          checkNegative(text, { original, question, taxonomy: kind, edits, isParaphrase }),
        );
        if (negative === null) rejected = true;
        else if (negative !== 'none') {
          counts.count('accepted');
          return toSample(sample, original, negative);
        }
      }
      counts.count(rejected ? 'givenUp' : 'notApplicable');
      return null;
    },
  };
}

/** Only a response that nobody calls false, and that a model can copy, can be made false. */
function isUsable({ prompt, response, spans, hallucinated }: Sample): boolean {
  const isFalse = hallucinated === true || spans?.some(({ label }) => label === 'hallucinated') === true;
  return !isFalse && response.trim() !== '' && Math.max(prompt.length, response.length) <= MAXIMUM_RESPONSE_LENGTH;
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
  const parsed = parseJsonAnswer(text, changedTextSchema);
  return 'problem' in parsed ? { reason: parsed.problem, explanation: PROBLEMS[parsed.problem] } : parsed.text;
}

function isRejection(result: unknown): result is Rejection {
  return typeof result === 'object' && result !== null && 'reason' in result && 'explanation' in result;
}

function toSample({ claims: _, ...sample }: Sample, original: string, { response, spans }: Negative): LabelledSample {
  return { ...sample, response, original, spans, hallucinated: true };
}
