import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffWords, splitWords } from '@tldr-rm/align';
import { type AskingOptions, openAnswerCache, openLanguageModel } from '@tldr-rm/language-models';
import { createRandom } from '@tldr-rm/random';
import { type LabelledSample, type Sample, sampleSchema, TAXONOMIES } from '@tldr-rm/schema';
import { type ChatHandler, type ChatServer, responseOf, say, sayText, sendJson, startChatServer, textOf } from '@tldr-rm/test-support';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createLanguageModelEngine,
  type LanguageModelEngine,
  type LanguageModelEngineOptions,
  MAXIMUM_RESPONSE_LENGTH,
} from './language-model-engine';

const CAPTION = 'Two dogs run on the grass. A red ball lies beside a blue kite, and a sign says "OPEN".';
const KEY = 'sk-very-secret-key';

let folder: string;
const servers: ChatServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'llm-engine-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function serve(handle: ChatHandler): Promise<ChatServer> {
  const server = await startChatServer(handle);
  servers.push(server);
  return server;
}

type EngineOptions = Omit<LanguageModelEngineOptions, 'model'> & Pick<AskingOptions, 'cache' | 'prices'> & { model?: string };

async function engineOn(server: ChatServer, options: EngineOptions = {}): Promise<LanguageModelEngine> {
  const { cache, prices, model = 'test-model', ...rest } = { cache: openAnswerCache(folder), ...options };
  return createLanguageModelEngine({
    model: await openLanguageModel({ baseUrl: server.baseUrl, model, apiKey: KEY, cache, prices }),
    ...rest,
  });
}

function sampleOf(response: string, prompt = 'Describe the image.', id = 'a'): Sample {
  return { id, image: 'a.png', prompt, response };
}

function countingIn(engine: LanguageModelEngine, sample = sampleOf(CAPTION)): Promise<LabelledSample | null> {
  return engine.perturb(sample, { random: createRandom(sample.id), taxonomy: 'counting' });
}

/** Changes the first "Two" or "two", as a well-behaved model does. */
const goodAnswer: ChatHandler = (request, response) => sayText(response, responseOf(request).replace('Two', 'Three'));

describe('a server that answers', () => {
  test('a right answer becomes a labelled negative', async () => {
    const server = await serve(goodAnswer);
    const engine = await engineOn(server, { prices: { promptPerMillion: 10_000, completionPerMillion: 20_000 } });
    const negative = await countingIn(engine, { ...sampleOf(CAPTION), claims: [{ start: 0, end: 3, kind: 'count', value: '2' }] });
    expect(negative).toEqual({
      ...sampleOf(CAPTION.replace('Two', 'Three')),
      original: CAPTION,
      hallucinated: true,
      spans: [{ start: 0, end: 5, label: 'hallucinated', taxonomy: 'counting', original: 'Two' }],
    });
    expect(engine.usage()).toEqual({
      calls: 1,
      cached: 0,
      retries: 0,
      unmetered: 0,
      tokens: { prompt: 100, completion: 10 },
      cost: 1.2,
      accepted: 1,
      notApplicable: 0,
      givenUp: 0,
      rejected: {},
    });
    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: `Bearer ${KEY}`,
      body: { model: 'test-model' },
    });
    expect(server.requests[0]?.body.response_format).toMatchObject({ type: 'json_schema' });
  });

  test.each([
    ['prose around it', (json: string) => `Sure! Here it is: ${json} Hope that helps.`],
    ['fenced code', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
    ['thinking aloud before it', (json: string) => `<think>{"text": "no"} or {</think>\n${json}`],
  ])('JSON is found with %s', async (_, wrap) => {
    const server = await serve((request, response) =>
      say(response, wrap(JSON.stringify({ text: responseOf(request).replace('Two', 'Three') }))),
    );
    expect((await countingIn(await engineOn(server)))?.response).toBe(CAPTION.replace('Two', 'Three'));
  });

  test('the model is told why its answer was rejected, and asked again', async () => {
    const server = await serve((request, response, index) => {
      sayText(response, responseOf(request).replace('Two', index === 0 ? '2' : 'Three'));
    });
    const engine = await engineOn(server);
    expect(await countingIn(engine)).not.toBeNull();
    const { messages } = server.requests[1]!.body;
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages.at(-1)?.content).toContain('"2" may be just as true as "Two"');
    expect(engine.usage()).toMatchObject({ calls: 2, accepted: 1, rejected: { paraphrase: 1 } });
  });

  test('a model that finds nothing to change is believed', async () => {
    const server = await serve((_, response) => sayText(response, null));
    const engine = await engineOn(server);
    expect(await countingIn(engine)).toBeNull();
    expect(engine.usage()).toMatchObject({ calls: 1, notApplicable: 1, givenUp: 0 });
  });

  test('without a wanted kind, one that the text has is asked for, the same in every run', async () => {
    const server = await serve((_, response) => sayText(response, null));
    const engine = await engineOn(server, { cache: undefined });
    const sample = sampleOf('A cat.');
    expect(await engine.perturb(sample, { random: createRandom(5) })).toBeNull();
    const first = server.requests.splice(0).map(({ body }) => body);
    expect(first).toHaveLength(3);
    expect(await engine.perturb(sample, { random: createRandom(5) })).toBeNull();
    expect(server.requests.map(({ body }) => body)).toEqual(first);
    expect(new Set(first.map(({ seed }) => seed)).size).toBe(1);
  });

  test('nothing is sent for what a text does not have, for false, empty or endless texts', async () => {
    const server = await serve(goodAnswer);
    const engine = await engineOn(server);
    expect(await countingIn(engine, sampleOf('The cat sleeps.'))).toBeNull();
    expect(await countingIn(engine, sampleOf(' '))).toBeNull();
    expect(await countingIn(engine, sampleOf('Two cats. '.repeat(MAXIMUM_RESPONSE_LENGTH)))).toBeNull();
    expect(await countingIn(engine, { ...sampleOf('Two cats.'), hallucinated: true })).toBeNull();
    expect(await countingIn(engine, { ...sampleOf('Two cats.'), spans: [{ start: 0, end: 3, label: 'hallucinated' }] })).toBeNull();
    expect(engine.usage()).toMatchObject({ notApplicable: 5 });
    expect(server.requests).toHaveLength(0);
  });

  test('a number of changes that cannot be made is an error', async () => {
    const engine = await engineOn(await serve(goodAnswer));
    await expect(engine.perturb(sampleOf(CAPTION), { random: createRandom(1), edits: 0 })).rejects.toMatchObject({ code: 'EDITS' });
  });

  test('short answers are rewritten as sentences first where that is wanted', async () => {
    const server = await serve((request, response) => {
      const isRewrite = !textOf(request.body.messages[1]!).includes('<response>');
      sayText(response, isRewrite ? 'There are two dogs in the park.' : responseOf(request).replace('two', 'four'));
    });
    const sample = sampleOf('2', 'How many dogs are in the park?');
    const negative = await countingIn(await engineOn(server, { rewriteAnswers: true }), sample);
    expect(negative).toMatchObject({
      original: 'There are two dogs in the park.',
      response: 'There are four dogs in the park.',
      spans: [{ start: 10, end: 14, original: 'two' }],
    });
  });

  test.each([
    ['rewrite-not-a-sentence', 'two dogs'],
    ['rewrite-lost-answer', 'There are three dogs in the park.'],
    ['rewrite-added-words', 'There are two brown dogs playing happily in the park.'],
  ])('a rewritten answer is rejected: %s', async (reason, sentence) => {
    const server = await serve((_, response) => sayText(response, sentence));
    const engine = await engineOn(server, { rewriteAnswers: true });
    expect(await countingIn(engine, sampleOf('2', 'How many dogs are in the park?'))).toBeNull();
    expect(engine.usage()).toMatchObject({ rejected: { [reason]: 3 }, givenUp: 1 });
  });

  test('a check of meaning can be plugged in', async () => {
    const seen: [string, string][] = [];
    const engine = await engineOn(await serve(goodAnswer), {
      isParaphrase: (original, changed) => {
        seen.push([original, changed]);
        return true;
      },
    });
    expect(await countingIn(engine)).toBeNull();
    expect(seen[0]).toEqual(['Two', 'Three']);
    expect(engine.usage().rejected).toEqual({ paraphrase: 3 });
  });
});

describe('answers that cannot be used', () => {
  test.each<[string, ChatHandler]>([
    ['empty', (_, response) => say(response, '')],
    ['empty', (_, response) => say(response, null)],
    ['not-json', (_, response) => say(response, 'Three dogs run on the grass.')],
    ['not-json', (_, response) => say(response, '{"text": "Three dogs')],
    ['wrong-schema', (_, response) => say(response, '{"response": "Three dogs", "text": 3}')],
    ['cut-off', (_, response) => say(response, '{"text": "Three', { finish_reason: 'length' })],
    ['refused', (_, response) => say(response, '', { finish_reason: 'content_filter' })],
    ['too-large', (_, response) => say(response, 'x'.repeat(4 * 1024 * 1024 + 1))],
    ['unchanged', (request, response) => sayText(response, ` ${responseOf(request)}\n`)],
    ['deletion', (request, response) => sayText(response, responseOf(request).replace('Two dogs', 'Dogs'))],
    ['too-many-changes', (request, response) => sayText(response, responseOf(request).replace('Two', 'Three').replace('red', 'green'))],
    ['too-many-changes', (_, response) => sayText(response, 'Three hounds play in a meadow; beside them lie a crimson ball and a kite.')],
    ['too-many-words', (request, response) => sayText(response, `${responseOf(request)} `.repeat(50))],
    [
      'too-many-words',
      (request, response) => sayText(response, responseOf(request).replace('Two', 'Seven or eight, or rather nine or ten,')),
    ],
    ['paraphrase', (request, response) => sayText(response, responseOf(request).replace('Two', 'A pair of'))],
    ['only-grammar', (request, response) => sayText(response, responseOf(request).replace('dogs', 'dog'))],
    ['wrong-kind', (request, response) => sayText(response, responseOf(request).replace('red', 'green'))],
  ])('%s (%#)', async (reason, handle) => {
    const server = await serve(handle);
    const engine = await engineOn(server);
    expect(await countingIn(engine)).toBeNull();
    expect(engine.usage()).toMatchObject({ calls: 3, retries: 0, accepted: 0, givenUp: 1, rejected: { [reason]: 3 } });
    // What was rejected is remembered.
    const again = await engineOn(server);
    expect(await countingIn(again)).toBeNull();
    expect(again.usage()).toMatchObject({ calls: 0, cached: 3, tokens: { prompt: 0, completion: 0 }, rejected: { [reason]: 3 } });
    expect(server.requests).toHaveLength(3);
  });
});

describe('resuming', () => {
  const samples = Array.from({ length: 30 }, (_, index) => sampleOf(`Two cats and ${index} dogs.`, 'Describe the image.', String(index)));

  test('a run that breaks off goes on without paying twice, and gives what a whole run gives', async () => {
    let quota = 11;
    const server = await serve((request, response, index) => {
      quota -= 1;
      if (quota < 0) sendJson(response, 401, { error: { message: 'quota used up' } });
      else void goodAnswer(request, response, index);
    });
    const broken = await engineOn(server);
    const settled = await Promise.allSettled(samples.map((sample) => countingIn(broken, sample)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
    quota = 1000;
    server.requests.length = 0;
    const resumed = await engineOn(server);
    const negatives = await Promise.all(samples.map((sample) => countingIn(resumed, sample)));
    expect(server.requests).toHaveLength(19);
    expect(resumed.usage()).toMatchObject({ calls: 19, cached: 11, accepted: 30 });
    const third = await engineOn(server);
    expect(await Promise.all(samples.map((sample) => countingIn(third, sample)))).toEqual(negatives);
    expect(server.requests).toHaveLength(19);
  });

  test('another seed, model, kind or number of changes is another question', async () => {
    const server = await serve((_, response) => sayText(response, null));
    const engine = await engineOn(server);
    const other = await engineOn(server, { model: 'other-model' });
    const sample = sampleOf(CAPTION);
    await engine.perturb(sample, { random: createRandom(1), taxonomy: 'counting' });
    await engine.perturb(sample, { random: createRandom(2), taxonomy: 'counting' });
    await engine.perturb(sample, { random: createRandom(1), taxonomy: 'text-ocr' });
    await engine.perturb(sample, { random: createRandom(1), taxonomy: 'counting', edits: 2 });
    await other.perturb(sample, { random: createRandom(1), taxonomy: 'counting' });
    expect(server.requests).toHaveLength(5);
  });
});

describe('whatever a server says, an accepted negative', () => {
  const word = fc.constantFrom(
    ...'Two Three 2 a an the dogs dog cats red green small run runs on under left of right "OPEN" "OVEN" , . and no not 猫 é é 👩‍👩‍👧  STOP\n'.split(
      ' ',
    ),
  );
  const taxonomy = fc.constantFrom(...TAXONOMIES);
  const anything = fc.tuple(
    taxonomy,
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
    ),
  );
  /** Words of the original replaced, put in and left out at random. */
  const garbled = fc.tuple(
    taxonomy,
    fc.array(fc.tuple(fc.nat(24), fc.nat(2), word, fc.constantFrom(' ', '  ', '\n', '')), { minLength: 1, maxLength: 3 }).map((changes) => {
      const words = CAPTION.split(' ');
      for (const [at, removed, put, space] of changes) words.splice(at, removed, put + space);
      return words.join(' ');
    }),
  );
  /** Changes as models make them, with accidents. */
  const nearly = fc
    .tuple(
      fc.constantFrom<[(typeof TAXONOMIES)[number], string, string]>(
        ['counting', 'Two', 'Three'],
        ['counting', 'Two dogs run', 'A dog runs'],
        ['visual-attribute', 'A red ball', 'An orange  ball'],
        ['attribute-binding', 'red ball lies beside a blue', 'blue ball lies beside a red'],
        ['spatial-relationship', 'beside', 'behind'],
        ['text-ocr', 'OPEN', 'OVEN'],
        ['text-ocr', 'OPEN', 'OPEN LATE'],
        ['counterfactual', 'grass.', 'grass, and a cat sleeps'],
        ['counterfactual', 'kite', 'kite and a 猫'],
        ['object-identification', 'ball', 'bat'],
        ['object-identification', 'grass', '👩‍👩‍👧'],
        ['small-object', 'kite', 'cafe\u0301\nsign'],
      ),
      fc.constantFrom('', ' ', '\n', '.', ','),
      fc.option(word, { freq: 3 }),
    )
    .map(([[kind, from, to], mark, more]): [(typeof TAXONOMIES)[number], string] => [
      kind,
      `${CAPTION.replace(from, to).replace(' and a sign', `${mark} and a sign`)}${more === null ? '' : ` ${more}`}`,
    ]);

  test('quotes its original outside of its spans, and has a false word inside of them', async () => {
    let text = '';
    const server = await serve((_, response) => sayText(response, text));
    const engine = await engineOn(server, { cache: undefined, maximumAttempts: 1 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, garbled, nearly), fc.integer({ min: 1, max: 2 }), async ([kind, answer], edits) => {
        text = answer;
        const negative = await engine.perturb(sampleOf(CAPTION), { random: createRandom(1), taxonomy: kind, edits });
        if (negative !== null) expectSound(negative, answer);
      }),
      { numRuns: 400 },
    );
    expect(engine.usage().accepted).toBeGreaterThan(40);
    expect(engine.usage().retries).toBe(0);
  });

  function expectSound(negative: LabelledSample, answer: string): void {
    sampleSchema.parse(negative);
    const { original, response, spans } = negative;
    expect(original).toBe(CAPTION);
    expect(spans.some(({ label }) => label === 'hallucinated')).toBe(true);
    let last = 0;
    let undone = '';
    let rest = '';
    for (const { start, end, original: replaced } of spans) {
      expect(start).toBeGreaterThanOrEqual(last);
      const inside = response.slice(start, end);
      expect(inside).toBe(inside.trim());
      expect(answer).toContain(inside.replace(/[.!?]+$/, ''));
      undone += response.slice(last, start) + replaced;
      rest += ` ${response.slice(last, start)}`;
      last = end;
    }
    // Undoing the spans gives the original; words that are gone for grammar (articles, marks) have no span.
    const lost = diffWords(undone + response.slice(last), original);
    for (const edit of lost) {
      expect(edit.original.text).toBe('');
      for (const { text: word } of splitWords(edit.changed.text))
        expect(word).toMatch(/^(?:a|an|the|and|of|is|are|no|not|red|blue|says?|\p{P})$/iu);
    }
    // Words outside of the spans are the original's, in its order.
    for (const edit of diffWords(original, rest + response.slice(last))) expect(edit.changed.text).toBe('');
  }
});
