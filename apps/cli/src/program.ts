import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { registerAudit } from './commands/audit';
import { registerCalibrate } from './commands/calibrate';
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
    // So that a command may have options of its own beside those of its subcommands.
    .enablePositionalOptions()
    .showHelpAfterError('(run with --help for usage and examples)')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm demo
  $ tldr-rm detect --image photo.png --text "A red apple lies left of a drum."
  $ tldr-rm scenes --out data --count 1000 --seed 1

Exit codes: 0 fine, 1 failed, 2 bad usage or bad input, 130 interrupted.`,
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
    registerCalibrate,
    registerReproduce,
  ]) {
    register(program);
  }
  acceptNoColor(program.commands);
  return program;
}

/** The option of the whole program may stand after a command as well; whoever writes colours looks for it among all arguments. */
function acceptNoColor(commands: readonly Command[]): void {
  for (const command of commands) {
    command.addOption(new Option('--no-color').hideHelp());
    acceptNoColor(command.commands);
  }
}
