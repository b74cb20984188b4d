import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DetectorManifest } from '@tldr-rm/schema';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { TINY_DETECTOR, writePlainImage } from '../../../../packages/jobs/test-support/tiny-detector';
import { runCli } from '../../test-support/run-cli';

async function validationData(): Promise<string> {
  const folder = await temporaryFolder();
  await writePlainImage(join(folder, 'red.png'), 'red');
  await writePlainImage(join(folder, 'green.png'), 'lime');
  const span = { start: 6, end: 10, label: 'hallucinated' };
  const path = join(folder, 'labelled.jsonl');
  const lines = ['red', 'green'].flatMap((colour) => [
    { id: `${colour} right`, image: `${colour}.png`, prompt: '', response: `It is ${colour}.`, spans: [] },
    { id: `${colour} wrong`, image: `${colour}.png`, prompt: '', response: 'It is blue.', spans: [span] },
  ]);
  await writeLines(path, lines);
  return path;
}

const manifestIn = async (folder: string) => JSON.parse(await readFile(join(folder, 'detector.json'), 'utf8')) as DetectorManifest;

it('writes a calibration that detect applies; a second run on the same data writes the same', async () => {
  const [detector, data] = [await temporaryFolder(), await validationData()];
  await cp(TINY_DETECTOR, detector, { recursive: true });
  const before = await manifestIn(detector);
  expect(before).not.toHaveProperty('calibration');
  const rewardsOf = async () => {
    const image = join(data, '..', 'red.png');
    const { code, stdout } = await runCli('detect', '--detector', detector, '--image', image, '--text', 'It is blue.', '--json');
    expect(code).toBe(0);
    return (JSON.parse(stdout) as { tokens: { reward: number }[] }).tokens.map(({ reward }) => reward);
  };
  const rewards = await rewardsOf();

  const { code, stdout } = await runCli('calibrate', '--detector', detector, '--data', data, '--threads', '1', '--json');
  expect(code).toBe(0);
  const manifest = await manifestIn(detector);
  const { calibration, thresholds } = manifest;
  expect(JSON.parse(stdout)).toEqual({ calibration, thresholds, samples: 4, outsideDomain: 0 });
  expect(manifest.sha256).toEqual(before.sha256);
  const { temperature, bias } = manifest.calibration!.token;
  for (const [index, reward] of (await rewardsOf()).entries()) {
    const logit = Math.log(rewards[index]! / (1 - rewards[index]!));
    expect(reward).toBeCloseTo(1 / (1 + Math.exp(-(logit / temperature + bias))), 5);
  }

  expect((await runCli('calibrate', '--detector', detector, '--data', data, '--threads', '1')).stdout).toContain('response: temperature');
  expect(await manifestIn(detector)).toEqual(manifest);
});

it('leaves the detector as it is where the data cannot be used, and names the line', async () => {
  const detector = await temporaryFolder();
  await cp(TINY_DETECTOR, detector, { recursive: true });
  const before = await manifestIn(detector);
  const data = join(detector, 'bad.jsonl');
  await writeFile(data, '{"id":"a","prompt":"","response":"It is red.","spans":[]}\n');
  expect(await runCli('calibrate', '--detector', detector, '--data', data)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${data}:1:`),
  });
  expect(await manifestIn(detector)).toEqual(before);
});
