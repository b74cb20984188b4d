import { DEFAULT_PROMPT } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { parseCount, parseShare } from './option-parsers';

interface DetectFlags {
  image?: string;
  prompt: string;
  text?: string;
  in?: string;
  out?: string;
  detector?: string;
  theta?: number;
  threads?: number;
  html?: string;
  overwrite?: boolean;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm detect`: finds the wrong words of one response, or of a file of them. */
export function registerDetect(program: Command): void {
  program
    .command('detect')
    .description('Find the words of a response that are wrong about an image.')
    .option('--image <file>', 'image (PNG, JPEG, WebP, GIF or AVIF)')
    .option('--prompt <text>', 'what was asked about the image', DEFAULT_PROMPT)
    .option('--text <text>', 'the response to check')
    .option('--in <file>', 'samples (JSONL) to score, instead of --image and --text')
    .option('--out <file>', 'scored samples (JSONL) to write')
    .option('--detector <folder>', 'detector folder (default: the scenes-tiny detector that ships with this program)')
    .option('--theta <number>', "call a token wrong below this reward, 0 to 1 (default: the detector's thresholds)", parseShare)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--html <file>', 'write a page that shows the pictures and the words with their rewards')
    .option('--overwrite', 'with --in: start anew instead of going on where an earlier run stopped')
    .option('--json', 'print the result as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm detect --image picture.png --text "A red apple lies left of a drum."
  $ tldr-rm detect --image picture.png --prompt "How many bees are there?" --text "Three." --json
  $ tldr-rm detect --in data/test/samples.jsonl --out scored.jsonl --html scored.html

With --in, each line of the output holds the id of its sample and the result. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: DetectFlags, command: Command) => {
      const { image, text, in: input, out: output } = flags;
      const misuse = misuseOf(flags);
      if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2, code: 'tldr-rm.usage' });
      if (input !== undefined) {
        const { detectFile } = await import('@tldr-rm/jobs');
        await detectFile({ ...flags, input, output: output! });
      } else {
        const { detectOne } = await import('@tldr-rm/jobs');
        await detectOne({ ...flags, image: image!, text: text! });
      }
    });
}

function misuseOf({ image, text, in: input, out }: DetectFlags): string | null {
  if (input !== undefined && (image !== undefined || text !== undefined)) return '--in takes the place of --image and --text';
  if (input !== undefined && out === undefined) return '--in needs --out';
  if (input === undefined && (image === undefined || text === undefined)) return 'give --image and --text, or --in and --out';
  if (input === undefined && out !== undefined) return '--out goes with --in';
  return null;
}
