import { expect, test } from 'vitest';
import { codeBlocks, firstCode } from './readme-code';

test('installing is no code to run', () => {
  const markdown = '# a\n\n```sh\nONNXRUNTIME_NODE_INSTALL=skip npm i a\n```\n\n```ts\nimport "a";\n```\n';
  expect(firstCode(markdown)).toEqual({ language: 'ts', code: 'import "a";\n', marked: false });
});

test('commands are code to run', () => {
  expect(firstCode('```sh\nnpm i a\nnpx a --version\n```\n')).toEqual({
    language: 'sh',
    code: 'npm i a\nnpx a --version\n',
    marked: false,
  });
});

test('other languages and text between blocks are passed over', () => {
  expect(codeBlocks('```diff\n-a\n```\ntext\n```js\n1;\n```\n\n```json\n{}\n```\n')).toEqual([
    { language: 'js', code: '1;\n', marked: false },
  ]);
  expect(firstCode('no code')).toBeNull();
});

test('a mark behind the language is seen', () => {
  expect(codeBlocks('```sh run\na\n```\n```sh\nb\n```\n').map(({ marked }) => marked)).toEqual([true, false]);
});
