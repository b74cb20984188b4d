import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type ChatHandler, type ChatServer, say, sayText, sendJson, startChatServer, temporaryFolder } from '@tldr-rm/test-support';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openAnswerCache } from './answers/answer-cache';
import type { LanguageModelClient, Question } from './language-model-client';
import { LanguageModelError } from './language-model-error';
import { type AskingOptions, openLanguageModel } from './open-language-model';
import { MAXIMUM_ANSWER_BYTES } from './server/guarded-fetch';
import type { RetryNotice } from './server/with-retries';

const KEY = 'sk-very-secret-key';
const schema = z.object({ text: z.string() });
const QUESTION: Question = { messages: [{ role: 'user', content: 'How many?' }], schema, seed: 1, maximumTokens: 10 };

async function serve(handle: ChatHandler): Promise<ChatServer> {
  const server = await startChatServer(handle);
  onTestFinished(async () => server[Symbol.asyncDispose]());
  return server;
}

const answering: ChatHandler = (_, response) => sayText(response, 'three');

/** A client whose waits are written down instead of being waited for. */
async function clientOn(
  baseUrl: string,
  options: AskingOptions & { model?: string } = {},
): Promise<LanguageModelClient & { notices: RetryNotice[]; waits: number[] }> {
  const waits: number[] = [];
  const notices: RetryNotice[] = [];
  const client = await openLanguageModel({
    baseUrl,
    model: 'test-model',
    apiKey: KEY,
    onRetry: (notice) => notices.push(notice),
    clock: {
      now: () => Date.parse('2030-01-01T00:00:00Z'),
      sleep: async (milliseconds) => void waits.push(milliseconds),
      random: () => 0.5,
    },
    ...options,
  });
  return { ...client, notices, waits };
}

const failureOf = (asked: Promise<unknown>): Promise<LanguageModelError> =>
  asked.then(
    () => expect.fail('it succeeded'),
    (error: LanguageModelError) => error,
  );

/** Fails in a way the first times, then answers. */
const failing =
  (times: number, fail: ChatHandler): ChatHandler =>
  (request, response, index) =>
    index < times ? fail(request, response, index) : answering(request, response, index);

test('a question is sent with its key and its schema, answered, and counted', async () => {
  const server = await serve(answering);
  const client = await clientOn(server.baseUrl, { prices: { promptPerMillion: 10_000, completionPerMillion: 20_000 } });
  expect(await client.ask({ ...QUESTION, system: 'Be brief.', temperature: 0.5, topP: 0.9 })).toEqual({
    text: '{"text":"three"}',
    end: 'complete',
    promptTokens: 100,
    completionTokens: 10,
  });
  expect(client.usage()).toEqual({ calls: 1, cached: 0, retries: 0, unmetered: 0, tokens: { prompt: 100, completion: 10 }, cost: 1.2 });
  expect(server.requests[0]).toMatchObject({
    path: '/v1/chat/completions',
    authorization: `Bearer ${KEY}`,
    body: { model: 'test-model', seed: 1, max_tokens: 10, temperature: 0.5, top_p: 0.9, response_format: { type: 'json_schema' } },
  });
  expect(client.identity).toEqual({ model: 'test-model', baseUrl: server.baseUrl });
});

test('the key comes from the variables that are given, and a missing one is an error before anything is sent', async () => {
  const server = await serve(answering);
  const named = { baseUrl: server.baseUrl, model: 'm', apiKeyEnvironmentVariable: 'MY_KEY' };
  await (await openLanguageModel({ ...named, environment: { MY_KEY: KEY } })).ask(QUESTION);
  expect(server.requests[0]?.authorization).toBe(`Bearer ${KEY}`);
  for (const environment of [{}, { MY_KEY: ' ' }, undefined]) {
    await expect(openLanguageModel({ ...named, environment })).rejects.toMatchObject({ code: 'API_KEY', message: /MY_KEY/ });
  }
  await expect(openLanguageModel({ ...named, apiKeyEnvironmentVariable: 'constructor', environment: {} })).rejects.toThrow('constructor');
});

test.each([
  [{ concurrency: 0 }, 'concurrency'],
  [{ timeoutSeconds: 1e9 }, 'timeoutSeconds'],
  [{ maximumRetries: 1.5 }, 'maximumRetries'],
])('%j is refused', async (options, named) => {
  await expect(clientOn('http://127.0.0.1:1/v1', options)).rejects.toMatchObject({
    code: 'LANGUAGE_MODEL_OPTION',
    message: expect.stringContaining(named),
  });
});

test('a server that refuses JSON schemas is asked without one from then on', async () => {
  const server = await serve((request, response, index) => {
    if (request.body.response_format !== undefined) sendJson(response, 400, { error: { message: 'response_format is not supported' } });
    else void answering(request, response, index);
  });
  const client = await clientOn(server.baseUrl);
  await client.ask(QUESTION);
  await client.ask({ ...QUESTION, seed: 2 });
  expect(server.requests.map(({ body }) => body.response_format !== undefined)).toEqual([true, false, false]);
});

test('no more requests are under way than allowed', async () => {
  let [now, maximum] = [0, 0];
  let meet = (): void => undefined;
  // The first wait for a third, however slow the machine is.
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const server = await serve(async (request, response, index) => {
    now += 1;
    maximum = Math.max(maximum, now);
    if (now === 3) meet();
    await met;
    now -= 1;
    await answering(request, response, index);
  });
  const client = await clientOn(server.baseUrl, { concurrency: 3 });
  await Promise.all(Array.from({ length: 20 }, (_, seed) => client.ask({ ...QUESTION, seed })));
  expect(maximum).toBe(3);
});

test.each<[string, ChatHandler]>([
  ['500', (_, response) => sendJson(response, 500, { error: { message: 'boom' } })],
  ['503 without JSON', (_, response) => void response.writeHead(503).end('<html>busy</html>')],
  ['429', (_, response) => sendJson(response, 429, { error: { message: 'slow down' } })],
  ['a lost connection', (_, response) => void response.destroy()],
  [
    'an answer that is cut',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"choices": [', () => response.destroy());
    },
  ],
  [
    'a chunked answer that is cut',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [', () => response.destroy());
    },
  ],
  ['an answer that is no JSON', (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": [')],
  [
    'an answer with a prototype',
    (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"__proto__": {"choices": []}}'),
  ],
  ['an answer of another form', (_, response) => sendJson(response, 200, { error: { message: 'upstream failed' } })],
  ['an answer without choices', (_, response) => sendJson(response, 200, { choices: [] })],
  ['no answer in time', () => undefined],
])('after %s it is asked again, and each wait is told', async (_, fail) => {
  const server = await serve(failing(2, fail));
  const client = await clientOn(server.baseUrl, { timeoutSeconds: 0.3 });
  expect((await client.ask(QUESTION)).text).toBe('{"text":"three"}');
  expect(client.usage()).toMatchObject({ calls: 1, retries: 2 });
  expect(client.waits).toEqual([750, 1500]);
  expect(client.notices).toMatchObject([
    { attempt: 1, waitMilliseconds: 750 },
    { attempt: 2, waitMilliseconds: 1500 },
  ]);
  for (const { reason } of client.notices) expect(reason).toMatch(/\S.*[^.]$/);
});

test.each([
  ['seconds', '7', 7000],
  ['a date', 'Tue, 01 Jan 2030 00:00:30 GMT', 30_000],
  ['less than the backoff', '0', 750],
  ['what nobody understands', 'soon', 750],
])('Retry-After is kept to: %s', async (_, value, wait) => {
  const server = await serve(failing(1, (_request, response) => sendJson(response, 429, {}, { 'retry-after': value })));
  const client = await clientOn(server.baseUrl);
  await client.ask(QUESTION);
  expect(client.waits).toEqual([wait]);
});

test('a wait of hours is an error, not a run that stands still', async () => {
  const server = await serve((_, response) => sendJson(response, 429, {}, { 'retry-after': '7200' }));
  await expect((await clientOn(server.baseUrl)).ask(QUESTION)).rejects.toThrow(/asks to wait 120 minutes.*cache/);
  expect(server.requests).toHaveLength(1);
});

test('retries of a server that says it is busy end, and its words are shown as text', async () => {
  const server = await serve((_, response) => sendJson(response, 500, { error: { message: `boom\u001b[31m\u202e${'x'.repeat(9999)}` } }));
  const client = await clientOn(server.baseUrl, { maximumRetries: 4 });
  const error = await failureOf(client.ask(QUESTION));
  expect(LanguageModelError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    code: 'LLM_UNAVAILABLE',
    status: 500,
    message: expect.stringContaining('(500): boom\\u{1b}[31m\\u{202e}xxx'),
  });
  expect(error.message.length).toBeLessThan(500);
  expect(client.waits).toEqual([750, 1500, 3000, 6000]);
});

test.each([
  [401, 'LLM_UNAUTHORIZED', /Check the API key/],
  [403, 'LLM_UNAUTHORIZED', /Check the API key/],
  [404, 'LLM_NOT_FOUND', /Check the model's name, and that the base URL ends in \/v1/],
  [400, 'LLM_BAD_REQUEST', /too long/],
  [413, 'LLM_BAD_REQUEST', /too long/],
  [422, 'LLM_BAD_REQUEST', /too long/],
  [501, 'LLM_BAD_REQUEST', /too long/],
  [308, 'LLM_NOT_FOUND', /https:\/\/elsewhere\.test\/v1/],
])('%i is not asked again, and the key is nowhere in the error', async (status, code, message) => {
  const server = await serve((_, response) =>
    sendJson(response, status, { error: { message: `too long for ${KEY}` } }, { location: 'https://elsewhere.test/v1', 'x-echo': KEY }),
  );
  const client = await clientOn(server.baseUrl);
  const error = await failureOf(client.ask(QUESTION));
  expect(error).toMatchObject({ code, status, message: expect.stringMatching(message) });
  expect(client.waits).toEqual([]);
  expect(server.requests.length).toBe(status === 400 || status === 422 ? 2 : 1);
  expect(`${inspect(error, { depth: 20 })} ${JSON.stringify(error)}`).not.toContain(KEY);
});

test('a quota that is used up is not waited for', async () => {
  const server = await serve((_, response) => sendJson(response, 429, { error: { message: 'no more', code: 'insufficient_quota' } }));
  const client = await clientOn(server.baseUrl);
  expect(await failureOf(client.ask(QUESTION))).toMatchObject({ code: 'LLM_RATE_LIMITED', message: expect.stringContaining('used up') });
  expect(server.requests).toHaveLength(1);
});

/** A port of this machine at which nobody is. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('nobody at the address is told after the first failure, and tried twice more only', async () => {
  const client = await clientOn(`http://127.0.0.1:${await freePort()}/v1`);
  await expect(client.ask(QUESTION)).rejects.toThrow(/ECONNREFUSED.*Is it running/);
  expect(client.notices).toMatchObject([
    { attempt: 1, reason: expect.stringContaining('ECONNREFUSED') },
    { attempt: 2, reason: expect.stringContaining('ECONNREFUSED') },
  ]);
});

test('a name that no machine has is not tried again', async () => {
  const client = await clientOn('https://no-such-machine.invalid/v1');
  await expect(client.ask(QUESTION)).rejects.toThrow(/no machine of the name.*no-such-machine\.invalid/);
  expect(client.notices).toEqual([]);
});

test('what speaks no TLS, or no HTTP, is not tried again', async () => {
  const server = await serve(answering);
  const secure = await clientOn(server.baseUrl.replace('http:', 'https:'));
  await expect(secure.ask(QUESTION)).rejects.toThrow(/cannot be trusted/);
  const chatter = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('SSH-2.0-OpenSSH_9.6\r\n');
  }).listen(0, '127.0.0.1');
  await once(chatter, 'listening');
  onTestFinished(() => void chatter.close());
  const other = await clientOn(`http://127.0.0.1:${(chatter.address() as AddressInfo).port}/v1`);
  await expect(other.ask(QUESTION)).rejects.toThrow(/speaks no HTTP/);
  const blocked = await clientOn('http://127.0.0.1:6000/v1');
  await expect(blocked.ask(QUESTION)).rejects.toThrow(/speaks no HTTP: .*bad port/);
  expect([...secure.notices, ...other.notices, ...blocked.notices]).toEqual([]);
});

test('a server that has answered and goes away is waited for with all retries', async () => {
  const server = await startChatServer(answering);
  const client = await clientOn(server.baseUrl, { maximumRetries: 5 });
  await client.ask(QUESTION);
  await server[Symbol.asyncDispose]();
  await expect(client.ask({ ...QUESTION, seed: 2 })).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(client.waits).toHaveLength(5);
});

test('an abort ends a request, a wait and a queue at once, with its own reason', async () => {
  const reason = new Error('stop');
  let asked = 0;
  const controller = new AbortController();
  const server = await serve(() => {
    asked += 1;
    controller.abort(reason);
  });
  const client = await clientOn(server.baseUrl, { concurrency: 1 });
  const both = [client.ask({ ...QUESTION, signal: controller.signal }), client.ask({ ...QUESTION, seed: 2, signal: controller.signal })];
  expect(await Promise.allSettled(both)).toEqual(both.map(() => ({ status: 'rejected', reason })));
  expect(asked).toBe(1);

  const waiting = new AbortController();
  const busy = await serve((_, response) => sendJson(response, 503, {}, { 'retry-after': '500' }));
  const patient = await openLanguageModel({
    baseUrl: busy.baseUrl,
    model: 'm',
    signal: waiting.signal,
    onRetry: () => setImmediate(() => waiting.abort(reason)),
  });
  await expect(patient.ask(QUESTION)).rejects.toBe(reason);
  await expect(patient.ask(QUESTION)).rejects.toBe(reason);
  expect(busy.requests).toHaveLength(1);
});

test('one that waits in the queue is given up without waiting for the one before', async () => {
  const server = await serve(() => undefined);
  const [first, second] = [new AbortController(), new AbortController()];
  const client = await clientOn(server.baseUrl, { concurrency: 1 });
  const running = client.ask({ ...QUESTION, signal: first.signal });
  const queued = client.ask({ ...QUESTION, signal: second.signal });
  second.abort(new Error('second'));
  await expect(queued).rejects.toThrow('second');
  first.abort(new Error('first'));
  await expect(running).rejects.toThrow('first');
});

test('an answer is asked for once, and the next run finds it, under the same model, words, seed and settings only', async () => {
  const server = await serve(answering);
  const cache = openAnswerCache(await temporaryFolder());
  const first = await clientOn(server.baseUrl, { cache });
  const answer = await first.ask(QUESTION);
  const second = await clientOn(server.baseUrl, { cache });
  expect(await second.ask(QUESTION)).toEqual(answer);
  expect(second.usage()).toMatchObject({ calls: 0, cached: 1, tokens: { prompt: 0, completion: 0 } });
  for (const other of [{ seed: 2 }, { maximumTokens: 11 }, { temperature: 0 }, { topP: 1 }, { system: 'Be kind.' }, { identity: ['x'] }]) {
    await second.ask({ ...QUESTION, ...other });
  }
  await (await clientOn(server.baseUrl, { cache, model: 'other' })).ask(QUESTION);
  expect(server.requests).toHaveLength(8);
});

test('neither the key nor the texts of a request are in the cache', async () => {
  const folder = await temporaryFolder();
  const server = await serve((_, response) => say(response, `your key is ${KEY}`));
  await (await clientOn(server.baseUrl, { cache: openAnswerCache(folder) })).ask(QUESTION);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files).toHaveLength(1);
  const text = await readFile(join(files[0]!.parentPath, files[0]!.name), 'utf8');
  expect(text).toContain('your key is [key]');
  expect(text).not.toContain('How many');
});

test.each<[string, ChatHandler, object]>([
  ['cut off', (_, response) => say(response, '{"te', { finish_reason: 'length' }), { text: '{"te', end: 'cut-off' }],
  ['withheld', (_, response) => say(response, '', { finish_reason: 'content_filter' }), { text: '', end: 'refused' }],
  ['far too long', (_, response) => say(response, 'x'.repeat(MAXIMUM_ANSWER_BYTES + 1)), { text: '', end: 'too-large' }],
  ['half a character', (_, response) => say(response, 'a\ud83d'), { text: 'a\ufffd', end: 'complete' }],
  ['of control characters', (_, response) => say(response, '\u001b]0;a\u0007\b'), { text: '\u001b]0;a\u0007\b', end: 'complete' }],
])('an answer that is %s is an answer', async (_, handle, answer) => {
  const client = await clientOn((await serve(handle)).baseUrl);
  expect(await client.ask(QUESTION)).toMatchObject(answer);
});

test.each([
  { prompt_tokens: -5, completion_tokens: 1e300 },
  { prompt_tokens: 0.5, completion_tokens: 2 },
])('counts of tokens that are none are not counted: %j', async (usage) => {
  const server = await serve((_, response) =>
    sendJson(response, 200, {
      id: '1',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
      usage: { ...usage, total_tokens: 1 },
    }),
  );
  const client = await clientOn(server.baseUrl, { prices: { promptPerMillion: 1, completionPerMillion: 1 } });
  await client.ask(QUESTION);
  const { unmetered, tokens } = client.usage();
  expect(unmetered).toBe(1);
  expect(tokens.prompt).toBe(0);
  expect(tokens.completion).toBeLessThan(3);
});
