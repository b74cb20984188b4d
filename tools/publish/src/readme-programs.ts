import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runProgram } from '../../bootstrap/run-step.mjs';
import { REPOSITORY } from './public-packages';
import { codeBlocks, firstCode, type ReadmeCode } from './readme-code';

/** Far more than any README takes; so long only one that hangs does. */
const TIME_LIMIT_MILLISECONDS = 120_000;

/** Code of one README, which runs in a folder of its own. */
export interface ReadmeProgram {
  /** A package's name without its scope, or what else the README stands for. */
  readonly name: string;
  readonly blocks: readonly ReadmeCode[];
}

/** The first code of a package's README. */
export function packageProgram(name: string, readme: string): ReadmeProgram {
  const first = firstCode(readme);
  return { name: name.replace('@tldr-rm/', ''), blocks: first ? [first] : [] };
}

/** What the front page has people do after the demo: the blocks that it marks with "run", where the demo has run. */
export async function frontPageProgram(): Promise<ReadmeProgram> {
  const marked = codeBlocks(await readFile(join(REPOSITORY, 'README.md'), 'utf8')).filter((block) => block.marked);
  const demo: ReadmeCode = { language: 'sh', code: 'npx tldr-rm demo\n', marked: true };
  return { name: 'front-page', blocks: marked.length > 0 ? [demo, ...marked] : [] };
}

/** Writes the blocks of a program into a folder that holds nothing but them and what npm installed into the project. */
export async function writeProgram(project: string, { name, blocks }: ReadmeProgram): Promise<void> {
  const folder = programFolder(project, name);
  await mkdir(folder, { recursive: true });
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
  // Code that imports nothing is a module all the same.
  for (const [index, { language, code }] of blocks.entries())
    await writeFile(join(folder, `${index}.${language}`), language === 'sh' ? code : `${code}\nexport {};\n`);
}

/** The files of a program that are TypeScript. */
export function typescriptFiles(project: string, { name, blocks }: ReadmeProgram): string[] {
  return blocks.flatMap(({ language }, index) => (language === 'ts' ? [join(programFolder(project, name), `${index}.ts`)] : []));
}

/** Runs the blocks one after another until one fails, and gives that one's output; null if all went well. */
export async function runReadme(project: string, { name, blocks }: ReadmeProgram, node: string): Promise<string | null> {
  const cwd = programFolder(project, name);
  // The Node.js under test comes first, then what the packages bring.
  const path = [join(node, '..'), join(cwd, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const options = { cwd, timeoutMilliseconds: TIME_LIMIT_MILLISECONDS, environment: { PATH: path } };
  for (const [index, { language }] of blocks.entries()) {
    const command = language === 'sh' ? ['bash', '-euo', 'pipefail', `${index}.sh`] : [node, `${index}.js`];
    const { code, output } = await runProgram(command[0]!, command.slice(1), options);
    if (code !== 0) return `${command.join(' ')} ended with ${code}:\n${output}`;
  }
  return null;
}

function programFolder(project: string, name: string): string {
  return join(project, 'readmes', name);
}
