import type { DetectFileSummary, DetectOneSummary } from '@tldr-rm/jobs';
import { terminalText } from '@tldr-rm/reports';
import { DEFAULT_PROMPT } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { summaryStream } from '../terminal/summary-stream';
import { terminalColours } from '../terminal/terminal-colours';
import { writeWarnings } from '../terminal/write-warnings';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';
import { parseCount, parseShare } from './option-parsers';

interface DetectFlags extends JobFlags, OnErrorFlag {
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
}

/** `tldr-rm detect`: finds the wrong words of one response, or of a file of them. */
export function registerDetect(program: Command): void {
  const command = program
    .command('detect')
    .description('Find the words of a response that are wrong about an image.')
    .option('--image <file>', 'image (PNG, JPEG, WebP, GIF or AVIF)')
    .option('--prompt <text>', 'what was asked about the image', DEFAULT_PROMPT)
    .option('--text <text>', 'the response to check')
    .option('--in <file>', 'samples (JSONL) to score, instead of --image and --text; - is the standard input')
    .option('--out <file>', 'scored samples (JSONL) to write; - is the standard output')
    .option('--detector <folder>', 'detector folder or package (default: the scenes-tiny detector that ships with this program)')
    .option('--theta <number>', "call a token wrong below this reward, 0 to 1 (default: the detector's thresholds)", parseShare)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--html <file>', 'write a page that shows the pictures and the words with their rewards');
  addOnErrorFlag(command, 'with --in: ').option('--overwrite', 'with --in: start anew instead of going on where an earlier run stopped');
  addJobFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm detect --image picture.png --text "A red apple lies left of a drum."
  $ tldr-rm detect --image picture.png --prompt "How many bees are there?" --text "Three." --json
  $ tldr-rm detect --in data/test/samples.jsonl --out scored.jsonl --html scored.html
  $ zcat samples.jsonl.gz | tldr-rm detect --in - --out - | jq .response.reward

With --in, each line of the output holds the id of its sample and the result. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: DetectFlags) => {
      const misuse = flags.spec === undefined ? misuseOf(flags) : null;
      if (misuse !== null) command.error(`error: ${misuse}`, { exitCode: 2, code: 'tldr-rm.usage' });
      const [{ detectJob }, { resolveImage }] = await Promise.all([import('@tldr-rm/jobs'), import('@tldr-rm/files')]);
      const summary = await runOnTerminal({
        job: detectJob,
        command,
        flags,
        fieldFlags: FIELD_FLAGS,
        specOfFlags: () => specOf(flags, resolveImage),
      });
      if ('detection' in summary) await showDetection(summary, flags.json === true);
      else showFile(summary, flags.json === true);
    });
}

const FIELD_FLAGS = {
  image: '--image',
  prompt: '--prompt',
  response: '--text',
  input: '--in',
  output: '--out',
  detector: '--detector',
  theta: '--theta',
  threads: '--threads',
  report: '--html',
  overwrite: '--overwrite',
  onError: '--on-error',
};

function specOf(flags: DetectFlags, resolveImage: (image: string, folder: string) => unknown): object {
  const { image, prompt, text: response, in: input, out: output, detector, theta, threads, html: report, onError, overwrite } = flags;
  const common = { detector, theta, threads, report };
  if (input !== undefined) return { ...common, input, output, onError, overwrite };
  return { ...common, image: image === undefined ? undefined : resolveImage(image, ''), prompt, response };
}

async function showDetection({ detection, response, report }: DetectOneSummary, json: boolean): Promise<void> {
  if (json) {
    process.stdout.write(`${JSON.stringify(detection)}\n`);
    return;
  }
  const { describeDetection, terminalText } = await import('@tldr-rm/reports');
  process.stdout.write(describeDetection(response, detection, terminalColours(), process.stdout.columns ?? 100));
  writeWarnings(detection.warnings?.map((warning) => ({ ...warning, message: terminalText(warning.message) })));
  if (report !== undefined) process.stdout.write(`page: ${terminalText(report)}\n`);
}

function showFile({ report, ...told }: DetectFileSummary, json: boolean): void {
  const { output, responses, hallucinated, withWarnings } = told;
  const stream = summaryStream(output);
  const warned = withWarnings > 0 ? `, ${withWarnings} with warnings` : '';
  const text = `${terminalText(output)}: ${responses} responses, ${hallucinated} with wrong words${warned}${describeSkipped(told)}`;
  stream.write(json ? `${JSON.stringify(told)}\n` : `${text}\n`);
  if (report !== undefined && !json) stream.write(`page: ${terminalText(report)}\n`);
}

function misuseOf({ image, text, in: input, out }: DetectFlags): string | null {
  if (input !== undefined && (image !== undefined || text !== undefined)) return '--in takes the place of --image and --text';
  if (input !== undefined && out === undefined) return '--in needs --out';
  if (input === undefined && (image === undefined || text === undefined)) return 'give --image and --text, or --in and --out';
  if (input === undefined && out !== undefined) return '--out goes with --in';
  return null;
}
