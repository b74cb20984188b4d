import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('loads what computes only when a job runs', async () => {
  const program =
    "await import('@tldr-rm/jobs'); const { createRequire } = await import('node:module'); console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'))";
  const flags = ['--conditions=@tldr-rm/source', '--import', 'tsx', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: import.meta.dirname });
  const native = stdout.split('\n').filter((path) => /node_modules\/(?:onnxruntime|sharp|tokenizers|wink-nlp|@tensorflow)/.test(path));
  expect(native).toEqual([]);
});
