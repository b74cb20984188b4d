import { type ChatHandler, pictureOf, responseOf, say, startChatServer, textOf } from '@tldr-rm/test-support';
import { expect, onTestFinished, test } from 'vitest';
import type { LanguageModelClient } from '../language-model-client';
import { openLanguageModel } from '../open-language-model';
import { judgeResponse } from './judge-response';

const picture = { data: new Uint8Array(4 * 4 * 3).fill(200), width: 4, height: 4 };
const item = { picture, prompt: 'What is it?', response: 'A blue car, and a blue sky.' };

async function modelOn(handle: ChatHandler): Promise<LanguageModelClient & { requests: Parameters<ChatHandler>[0][] }> {
  const server = await startChatServer(handle);
  onTestFinished(async () => server[Symbol.asyncDispose]());
  return { ...(await openLanguageModel({ baseUrl: server.baseUrl, model: 'judge' })), requests: server.requests };
}

test('wrong phrases are found where they stand, each as often as it is quoted', async () => {
  const model = await modelOn((_, response) => say(response, '{"wrong": ["blue", "Blue", "purple"]}'));
  expect(await judgeResponse(model, item)).toEqual({
    readable: true,
    quotes: ['blue', 'Blue', 'purple'],
    wrong: [
      { start: 2, end: 6 },
      { start: 18, end: 22 },
    ],
    notFound: 1,
  });
  const [request] = model.requests;
  expect(responseOf(request!)).toBe(item.response);
  expect(textOf(request!.body.messages[1]!)).toContain('What is it?');
  expect(pictureOf(request!.body.messages[1]!)).toMatch(/^data:image\/png;base64,/);
});

test('a model that says nothing readable is told why and asked three times, a filter once', async () => {
  const mumbling = await modelOn((_, response) => say(response, 'It looks fine.'));
  expect(await judgeResponse(mumbling, item)).toEqual({ readable: false, quotes: [], wrong: [], notFound: 0 });
  expect(mumbling.requests.map(({ body }) => [body.messages.length, body.seed])).toEqual([
    [2, 0],
    [4, 1],
    [4, 2],
  ]);
  expect(textOf(mumbling.requests[1]!.body.messages.at(-1)!)).toContain('There is no JSON object in it.');
  const filtered = await modelOn((_, response) => say(response, '', { finish_reason: 'content_filter' }));
  expect(await judgeResponse(filtered, item)).toMatchObject({ readable: false });
  expect(filtered.requests).toHaveLength(1);
});

test.each([
  [{ response: ' ' }, 'RESPONSE_EMPTY'],
  [{ response: 'a'.repeat(8001) }, 'TEXT_TOO_LONG'],
  [{ prompt: 'a'.repeat(8001) }, 'TEXT_TOO_LONG'],
  [{ picture: { ...picture, width: 5 } }, 'PICTURE'],
])('what cannot be judged is refused before anything is sent (%#)', async (broken, code) => {
  const model = await modelOn(() => expect.fail('it was asked'));
  await expect(judgeResponse(model, { ...item, ...broken })).rejects.toMatchObject({ code });
  expect(model.requests).toHaveLength(0);
});
