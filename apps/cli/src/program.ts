import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { registerAudit } from './commands/audit';
import { registerConvert } from './commands/convert';
import { registerDemo } from './commands/demo';
import { registerDetect } from './commands/detect';
import { registerEvaluate } from './commands/evaluate';
import { registerExport } from './commands/export';
import { registerPerturb } from './commands/perturb';
import { registerReproduce } from './commands/reproduce';
import { registerScenes } from './commands/scenes';
import { registerTrain } from './commands/train';

/** The `tldr-rm` program with all its commands. A command loads what it needs when it runs, so that help is instant. */
export function createProgram(): Command {
  const program = new Command('tldr-rm')
    .description('Find the wrong words in what vision-language models say about images.')
    .version(packageJson.version)
    .option('--no-color', 'plain text (so does the environment variable NO_COLOR)')
    .exitOverride()
    .showHelpAfterError('(run with --help for usage and examples)')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm demo
  $ tldr-rm detect --image photo.png --text "A red apple lies left of a drum."
  $ tldr-rm scenes --out data --count 1000 --seed 1

Exit codes: 0 fine, 1 failed, 2 bad usage or bad input.`,
    );
  for (const register of [
    registerDemo,
    registerDetect,
    registerEvaluate,
    registerScenes,
    registerPerturb,
    registerAudit,
    registerConvert,
    registerTrain,
    registerExport,
    registerReproduce,
  ]) {
    register(program);
  }
  return program;
}
