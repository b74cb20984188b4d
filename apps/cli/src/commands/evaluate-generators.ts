import { terminalText } from '@tldr-rm/reports';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';
import { parseCount } from './option-parsers';

interface EvaluateGeneratorsFlags extends JobFlags, OnErrorFlag {
  generators?: string;
  data?: string;
  out?: string;
  detector?: string;
  prompt?: string;
  threads?: number;
}

/** `tldr-rm evaluate generators`: which of several models hallucinates least. */
export function registerEvaluateGenerators(evaluate: Command): void {
  const command = evaluate
    .command('generators')
    .description('Have models write about pictures, and compare how much they hallucinate.')
    .option('--generators <file>', 'models with their settings (JSON): local checkpoints, OpenAI-compatible servers (required)')
    .option('--data <file>', 'samples with pictures and prompts (JSONL); with "scene", the true rates are told as well (required)')
    .option('--out <folder>', 'folder for captions, figures and the report; what was written stays there for a further run (required)')
    .option('--detector <folder>', 'detector folder or package (default: the scenes-tiny detector that ships with this program)')
    .option('--prompt <text>', "ask this about every picture once, instead of the samples' own prompts")
    .option('--threads <number>', 'threads for the detector to compute with (default: one a physical core)', parseCount);
  addJobFlags(addOnErrorFlag(command), { json: 'print the comparison as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm evaluate generators --generators models/scenes-tiny/generators.json --data data/test/samples.jsonl --prompt "Describe the image." --out comparison
  $ tldr-rm evaluate generators --generators servers.json --data photos.jsonl --detector detectors/mine --out comparison --json

servers.json: {"generators": [{"name": "mine", "baseUrl": "http://127.0.0.1:8000/v1", "model": "Qwen/Qwen2.5-VL-3B-Instruct", "temperature": 0.2}]}

Interrupted, the same command goes on where it stopped; no server is asked twice for the same.`,
    )
    .action(async (flags: EvaluateGeneratorsFlags) => {
      const { compareGeneratorsJob } = await import('@tldr-rm/jobs');
      const { generators, data: input, out: output, detector, prompt, threads, onError } = flags;
      const { comparison, report, ...skipped } = await runOnTerminal({
        job: compareGeneratorsJob,
        command,
        flags,
        fieldFlags: {
          generators: '--generators',
          input: '--data',
          output: '--out',
          detector: '--detector',
          prompt: '--prompt',
          threads: '--threads',
          onError: '--on-error',
        },
        specOfFlags: () => ({ generators, input, output, detector, prompt, threads, onError }),
      });
      if (flags.json) {
        process.stdout.write(`${JSON.stringify({ ...comparison, ...skipped })}\n`);
        return;
      }
      const { renderComparisonText } = await import('@tldr-rm/reports');
      process.stdout.write(`${renderComparisonText(comparison)}\nreport: ${terminalText(report)}${describeSkipped(skipped)}\n`);
    });
}
