import { expect, test, vi } from 'vitest';
import { InputError, JsonlError, TldrError } from './errors';

test('an error carries its class name, code, message and cause', () => {
  const cause = new Error('disk');
  const error = new InputError('FILE_UNREADABLE', 'a.jsonl: cannot be read.', { cause });
  expect(error).toBeInstanceOf(TldrError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'InputError', code: 'FILE_UNREADABLE', message: 'a.jsonl: cannot be read.', cause });
});

test('an error about a line names file and line, in fields and in words', () => {
  const error = new JsonlError('data/a.jsonl', 7, 'not valid JSON.');
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({
    name: 'JsonlError',
    code: 'JSONL_LINE',
    file: 'data/a.jsonl',
    line: 7,
    message: 'data/a.jsonl:7: not valid JSON.',
  });
});

test('errors are recognized across copies of the package, each as what it is', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  const line = new copy.JsonlError('a.jsonl', 1, 'not valid JSON.');
  expect(line).not.toBeInstanceOf(TldrError);
  expect([TldrError, InputError, JsonlError].map((kind) => kind.isInstance(line))).toEqual([true, true, true]);
  const input = new copy.InputError('USAGE', 'a flag is missing.');
  expect([TldrError, InputError, JsonlError].map((kind) => kind.isInstance(input))).toEqual([true, true, false]);
  const failure = new copy.TldrError('FAILED', 'it failed.');
  expect([TldrError, InputError, JsonlError].map((kind) => kind.isInstance(failure))).toEqual([true, false, false]);
  for (const other of [new Error('other'), { code: 'USAGE' }, null, undefined, 'text']) expect(TldrError.isInstance(other)).toBe(false);
});
