import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** What publint and Are the types wrong say of a tarball, one line each. */
export async function lintProblems(tarball: string): Promise<string[]> {
  return [...(await publintProblems(tarball)), ...(await typeProblems(tarball))];
}

async function publintProblems(tarball: string): Promise<string[]> {
  const bytes = await readFile(tarball);
  const pack = { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer };
  const { messages, pkg } = await publint({ pack, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

async function typeProblems(tarball: string): Promise<string[]> {
  const unpacked = createPackageFromTarballData(new Uint8Array(await readFile(tarball)));
  const result = await checkPackage(unpacked, { excludeEntrypoints: [/\.json$/] });
  if (result.types === false) return [];
  return result.problems.filter((problem) => !isExpected(problem)).map((problem) => `types: ${JSON.stringify(problem)}`);
}

function isExpected(problem: Problem): boolean {
  // The packages are ES modules only. `require` loads them on every Node.js in `engines`; the TypeScript that looks at them here does not know that yet.
  if (problem.kind === 'CJSResolvesToESM') return true;
  // "node10" knows no `exports`, hence no entry point beside the root. TypeScript calls it deprecated.
  return problem.kind === 'NoResolution' && problem.resolutionKind === 'node10' && problem.entrypoint !== '.';
}
