import { type ChatHandler, type ChatServer, pictureOf, say, sendJson, startChatServer, textOf } from '@tldr-rm/test-support';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import type { Answer } from '../answers/answer';
import type { OpenedQuestion } from './caption-writer';
import { endpointSpecSchema } from './endpoint-spec';
import { openEndpointWriter } from './endpoint-writer';

const RED = { width: 2, height: 2, data: Uint8Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? 255 : 0)) };
const questionOf = (seed: number): OpenedQuestion => ({ picture: { key: 'red', decode: async () => RED }, prompt: 'Which colour?', seed });

async function serve(handle: ChatHandler): Promise<ChatServer> {
  const server = await startChatServer(handle);
  onTestFinished(async () => server[Symbol.asyncDispose]());
  return server;
}

const signal = new AbortController().signal;

test('a picture is sent as it is to be seen, with the settings of the spec, and each answer is handed out', async () => {
  const server = await serve((_, response) => say(response, ' It is red.\n'));
  const spec = endpointSpecSchema.parse({
    name: 'a',
    baseUrl: server.baseUrl,
    model: 'm',
    apiKeyEnv: 'KEY',
    picture: 'withheld',
    topP: 0.5,
  });
  const writer = await openEndpointWriter(spec, { environment: { KEY: 'sk-very-secret-key' } });
  const answers: (Answer | undefined)[] = [];
  const keep = async (index: number, answer: Answer): Promise<void> => {
    answers[index] = answer;
  };
  await writer.write([questionOf(4), questionOf(5)], keep, signal);
  expect(answers.map((answer) => answer?.text)).toEqual(['It is red.', 'It is red.']);
  expect(writer.usage?.()).toEqual({ calls: 2, retries: 0, tokens: { prompt: 200, completion: 20 }, unmetered: 0, cost: null });
  const { authorization, body } = server.requests.find(({ body }) => body.seed === 5)!;
  expect({ authorization, top_p: body.top_p, max_tokens: body.max_tokens }).toEqual({
    authorization: 'Bearer sk-very-secret-key',
    top_p: 0.5,
    max_tokens: 128,
  });
  expect(textOf(body.messages[0]!)).toBe('Which colour?');
  const uri = pictureOf(body.messages[0]!);
  expect([
    ...(await sharp(Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64'))
      .raw()
      .toBuffer()),
  ]).toEqual(Array(12).fill(128));
  expect(JSON.stringify(writer.identity)).not.toContain('secret');
});

test('one failure stops the others, and what was answered before is handed out', async () => {
  const server = await serve((_, response, index) => (index === 1 ? sendJson(response, 401, {}) : say(response, 'red')));
  const writer = await openEndpointWriter(endpointSpecSchema.parse({ name: 'a', baseUrl: server.baseUrl, model: 'm', concurrency: 1 }));
  const answered: number[] = [];
  const writing = writer.write([1, 2, 3, 4].map(questionOf), async (index) => void answered.push(index), signal);
  await expect(writing).rejects.toMatchObject({ code: 'LLM_UNAUTHORIZED' });
  expect(answered).toEqual([0]);
  expect(server.requests).toHaveLength(2);
});

test.each([
  [{ baseUrl: 'http://elsewhere.test/v1' }, /plain http on another machine/],
  [{ baseUrl: 'https://user:secret@elsewhere.test/v1' }, /^(?!.*secret).*holds a user name/s],
  [{ temprature: 1 }, /temprature/],
  [{ picture: { blur: 1, shrink: 2 } }, /picture/],
])('a spec with %j is refused', (wrong, message) => {
  const { error } = endpointSpecSchema.safeParse({ name: 'a', baseUrl: 'http://127.0.0.1:1/v1', model: 'm', ...wrong });
  expect(error?.message).toMatch(message);
});
