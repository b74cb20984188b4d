import { join } from 'node:path';
import { TINY_DETECTOR, writePlainImage } from '@tldr-rm/job-inputs/tiny-detector';
import { startJudgeServer, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

/** Two samples, each with its true text: four responses. */
async function labelledData(): Promise<string> {
  const folder = await temporaryFolder();
  await writePlainImage(join(folder, 'red.png'), 'red');
  const shared = { image: 'red.png', prompt: 'Describe the image.' };
  const span = { start: 6, end: 10, label: 'hallucinated', taxonomy: 'visual-attribute' };
  const path = join(folder, 'labelled.jsonl');
  await writeLines(path, [
    { ...shared, id: 'a', original: 'It is red.', response: 'It is blue.', spans: [span] },
    { ...shared, id: 'b', original: 'It is red all over.', response: 'It is pink all over.', spans: [span] },
  ]);
  return path;
}

async function judge(data: string, baseUrl: string, ...more: string[]) {
  const flags = ['--judge', 'seer', '--base-url', baseUrl, '--resamples', '0', '--json'];
  const { code, stdout, stderr } = await runCli('evaluate', '--data', data, ...flags, ...more);
  return { code, stderr, report: code === 0 ? JSON.parse(stdout) : null };
}

/** Knows that the picture is red. */
const wrongColours = (response: string): string => JSON.stringify({ wrong: response.match(/blue|pink/g) ?? [] });

describe('tldr-rm evaluate --judge', () => {
  it('turns what the model quotes into rewards of tokens, and compares them with the truth', async () => {
    await using server = await startJudgeServer(({ response }) => wrongColours(response));
    const { report } = await judge(await labelledData(), server.baseUrl, '--price-in', '1', '--price-out', '2');
    expect(report).toMatchObject({
      detector: 'seer',
      samples: 2,
      count: 4,
      token: { precisionBad: 1, recallBad: 1 },
      response: { accuracy: 1 },
      judge: {
        responses: 4,
        unreadable: 0,
        quotes: 2,
        quotesNotFound: 0,
        usage: { calls: 4, cached: 0, tokens: { prompt: 400, completion: 40 } },
      },
    });
    expect(report.judge.usage.cost).toBeCloseTo((400 + 2 * 40) / 1e6, 12);
    for (const { picture } of server.requests) expect(picture).toMatch(/^data:image\/png;base64,/);
  });

  it('is compared with a detector on the same responses', async () => {
    await using server = await startJudgeServer(({ response }) => wrongColours(response));
    const { report } = await judge(await labelledData(), server.baseUrl, '--detector', TINY_DETECTOR);
    expect(report.detectors.map(({ detector }: { detector: string }) => detector)).toEqual(['tiny-detector', 'seer']);
    expect(report.differences[0]).toMatchObject({ name: 'seer', figures: { 'response.accuracy': { difference: 0.25 } } });
    expect(report.judge).toMatchObject({ responses: 4 });
  });

  it('goes on where it stopped, and asks for no answer twice', async () => {
    const data = await labelledData();
    await using server = await startJudgeServer(({ response }, raw, index) => {
      if (index !== 2) return wrongColours(response);
      raw.writeHead(401).end('{}');
      return null;
    });
    const stopped = await judge(data, server.baseUrl, '--concurrency', '1');
    expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining('LLM_UNAUTHORIZED') });
    expect(server.requests.length).toBe(3);
    const resumed = await judge(data, server.baseUrl);
    expect(resumed.report.judge.usage).toMatchObject({ calls: 2, cached: 2 });
    const again = await judge(data, server.baseUrl);
    expect(again.report.judge.usage).toMatchObject({ calls: 0, cached: 4 });
    expect({ ...again.report, judge: null }).toEqual({ ...resumed.report, judge: null });
    expect(server.requests.length).toBe(5);
  });

  it('calls a response wrong of which something is quoted that is not in it, and no token of it', async () => {
    await using server = await startJudgeServer(({ response }) => JSON.stringify({ wrong: response.includes('blue') ? ['purple'] : [] }));
    const { report } = await judge(await labelledData(), server.baseUrl, '--samples', '1');
    expect(report).toMatchObject({
      samples: 1,
      response: { accuracy: 1 },
      token: { recallBad: 0 },
      judge: { quotes: 1, quotesNotFound: 1 },
    });
  });

  it('asks again for what cannot be read, and takes what never can as nothing found', async () => {
    await using server = await startJudgeServer(({ response, again }) => {
      if (response.includes('pink')) return '{"wrong": ["pi';
      if (response.includes('blue') && again === 0) return 'The colour is wrong.';
      return wrongColours(response);
    });
    const { report } = await judge(await labelledData(), server.baseUrl);
    expect(report).toMatchObject({ judge: { responses: 4, unreadable: 1 }, response: { accuracy: 0.75 } });
    // Two that are read at once, one that is asked twice, and one three times.
    expect(report.judge.usage.calls).toBe(7);
    const kept = await judge(await labelledData(), server.baseUrl, '--cache', join(await temporaryFolder(), 'answers'));
    expect(kept.report.judge.usage.calls).toBe(7);
  });

  it('waits as a server wants that has too many requests', async () => {
    await using server = await startJudgeServer(({ response }, raw, index) => {
      if (index > 0) return wrongColours(response);
      raw.writeHead(429, { 'retry-after': '0' }).end('{}');
      return null;
    });
    const { report } = await judge(await labelledData(), server.baseUrl);
    expect(report).toMatchObject({ response: { accuracy: 1 }, judge: { usage: { calls: 4, retries: 1 } } });
  });

  it('names file and line of what it cannot judge, and the flags that are missing', async () => {
    await using server = await startJudgeServer(({ response }) => wrongColours(response));
    const folder = await temporaryFolder();
    const path = join(folder, 'labelled.jsonl');
    await writeLines(path, [{ id: 'a', image: 'nowhere.png', prompt: '', response: 'It is red.', spans: [] }]);
    expect(await judge(path, server.baseUrl)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${path}:1:`) });
    expect(await runCli('evaluate', '--data', path, '--judge', 'seer')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--base-url'),
    });
    for (const flag of ['--base-url', '--api-key-env', '--cache', '--price-in', '--price-out']) {
      const alone = await runCli('evaluate', '--data', path, flag, '1');
      expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining(`${flag} goes with --judge`) });
    }
    expect(server.requests).toEqual([]);
  });
});
