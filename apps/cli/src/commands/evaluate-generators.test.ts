import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeTinyCheckpoint } from '../../../../packages/jobs/test-support/tiny-checkpoint';
import { TINY_DETECTOR, writePlainImage } from '../../../../packages/jobs/test-support/tiny-detector';
import { runCli } from '../../test-support/run-cli';

interface ChatBody {
  model: string;
  temperature?: number;
  messages: { role: string; content: { type: string; text?: string; image_url?: { url: string } }[] }[];
}

/** A server on this machine that speaks the chat protocol: model "right" names the colour of the picture, model "wrong" says blue of everything. */
async function startVisionServer(failAfter = Number.POSITIVE_INFINITY) {
  const bodies: ChatBody[] = [];
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
    const body = JSON.parse(text) as ChatBody;
    response.setHeader('content-type', 'application/json');
    if (bodies.length >= failAfter) {
      response.writeHead(401);
      response.end('{"error":{"message":"no more"}}');
      return;
    }
    bodies.push(body);
    const content = body.model === 'wrong' ? 'It is blue.' : `It is ${await colourOf(body)}.`;
    response.end(
      JSON.stringify({
        id: 'answer',
        object: 'chat.completion',
        created: 0,
        model: body.model,
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 50, completion_tokens: 5, total_tokens: 55 },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { bodies, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function colourOf({ messages }: ChatBody): Promise<string> {
  const uri = messages[0]!.content.find(({ type }) => type === 'image_url')!.image_url!.url;
  const { default: sharp } = await import('sharp');
  const [red, green] = await sharp(Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64'))
    .raw()
    .toBuffer();
  return red! > 200 ? 'red' : green! > 200 ? 'green' : 'blue';
}

async function setUp(generators: object[]) {
  const folder = await temporaryFolder();
  await writePlainImage(join(folder, 'red.png'), 'red');
  await writePlainImage(join(folder, 'green.png'), 'lime');
  const scene = { width: 32, height: 32, background: { style: 'plain', seed: 0 }, signs: [], entities: [] };
  const paths = { data: join(folder, 'samples.jsonl'), generators: join(folder, 'generators.json'), out: join(folder, 'out') };
  const ask = { prompt: 'Which colour?', response: '' };
  await writeLines(paths.data, [
    { id: 'red', image: 'red.png', ...ask, scene },
    { id: 'red again', image: 'red.png', ...ask, scene },
    { id: 'green', image: 'green.png', ...ask, scene },
  ]);
  await writeLines(paths.generators, [{ generators }]);
  const run = (...more: string[]) =>
    runCli(
      'evaluate',
      'generators',
      ...['--generators', paths.generators, '--data', paths.data, '--out', paths.out],
      ...['--detector', TINY_DETECTOR, '--threads', '1', ...more],
    );
  return { ...paths, folder, run };
}

describe('tldr-rm evaluate generators', () => {
  it('ranks models behind a server, sends pictures as data URIs, and asks nothing twice', async () => {
    const { bodies, baseUrl } = await startVisionServer();
    const prices = { promptPerMillion: 1, completionPerMillion: 2 };
    const { out, run } = await setUp([
      { name: 'bad', baseUrl, model: 'wrong', temperature: 0.5 },
      { name: 'good', baseUrl, model: 'right', prices },
    ]);
    const { code, stdout, stderr } = await run('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const comparison = JSON.parse(stdout);
    expect(comparison).toMatchObject({ pictures: 2, questions: 2, ranking: { response: ['good', 'bad'], token: ['good', 'bad'] } });
    expect(comparison.generators).toMatchObject([
      { name: 'bad', rates: { response: { rate: 1 } }, usage: { calls: 2, cost: null } },
      { name: 'good', rates: { response: { rate: 0 } }, usage: { calls: 2, tokens: { prompt: 100, completion: 10 }, cost: 0.00012 } },
    ]);
    expect(bodies).toHaveLength(4);
    expect(bodies[0]).toMatchObject({ model: 'wrong', temperature: 0.5 });
    expect(bodies[0]!.messages[0]!.content[1]!.image_url!.url).toMatch(/^data:image\/png;base64,/);
    expect(await readLines<{ generator: string; response: string }>(join(out, 'captions.jsonl'))).toHaveLength(4);

    const again = JSON.parse((await run('--json')).stdout);
    expect(bodies).toHaveLength(4);
    expect(again.generators).toMatchObject([{ cached: 2, usage: { calls: 0 } }, { cached: 2 }]);
    expect(again.ranking).toEqual(comparison.ranking);
  });

  it('keeps what was paid for when a server fails, and goes on from there', async () => {
    const failing = await startVisionServer(1);
    const spec = { name: 'good', baseUrl: failing.baseUrl, model: 'right', concurrency: 1 };
    const { out, run } = await setUp([spec]);
    expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('LLM_UNAUTHORIZED') });
    const kept = await import('node:fs/promises').then(({ readdir }) => readdir(join(out, 'answers'), { recursive: true }));
    expect(kept.filter((name) => name.endsWith('.json'))).toHaveLength(1);
  });

  it('runs local checkpoints, checks captions against scenes, and writes reports', async () => {
    const { out, folder, run } = await setUp([
      { name: 'greedy', checkpoint: 'checkpoint', maximumTokens: 4 },
      { name: 'noisy <b>', checkpoint: 'checkpoint', temperature: 1, maximumTokens: 4, weightNoise: 0.5, picture: 'withheld' },
    ]);
    await writeTinyCheckpoint(folder);
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain("Spearman's rho");
    const comparison = JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8'));
    expect(comparison.generators).toMatchObject([
      { captions: 2, truth: { sentencesRead: 0 } },
      { captions: 2, settings: { weightNoise: 0.5 } },
    ]);
    expect(comparison.agreement.response).toEqual({ spearman: null, kendall: null, generators: 0 });
    const page = await readFile(join(out, 'comparison.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toContain('noisy <b>');
    expect(await readFile(join(out, 'comparison.md'), 'utf8')).toMatch(/^\| greedy +\|/m);
  });

  it('says what is wrong in a file of generators, and where', async () => {
    const { run } = await setUp([{ name: 'one', checkpoint: 'nowhere', temprature: 1 }]);
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringMatching(/GENERATORS_FILE.*generators\[0\].*temprature/s) });
    const twice = await setUp([
      { name: 'one', checkpoint: 'a' },
      { name: 'one', checkpoint: 'b' },
    ]);
    expect(await twice.run()).toMatchObject({ code: 2, stderr: expect.stringContaining('two generators') });
    const missing = await setUp([{ name: 'one', checkpoint: 'nowhere' }]);
    expect(await missing.run()).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere') });
  });

  it('leaves `evaluate --data` as it was, and asks for --data', async () => {
    expect(await runCli('evaluate')).toMatchObject({ code: 2, stderr: expect.stringContaining('--data: ') });
    expect(await runCli('evaluate', 'generators', '--data', 'x', '--no-color')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--generators: '),
    });
  });
});
