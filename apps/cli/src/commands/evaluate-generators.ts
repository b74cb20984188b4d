import type { Command } from 'commander';
import { parseCount } from './option-parsers';

interface EvaluateGeneratorsFlags {
  generators: string;
  data: string;
  out: string;
  detector?: string;
  prompt?: string;
  threads?: number;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm evaluate generators`: which of several models hallucinates least. */
export function registerEvaluateGenerators(evaluate: Command): void {
  evaluate
    .command('generators')
    .description('Have models write about pictures, and compare how much they hallucinate.')
    .requiredOption('--generators <file>', 'models with their settings (JSON): local checkpoints, OpenAI-compatible servers')
    .requiredOption('--data <file>', 'samples with pictures and prompts (JSONL); with "scene", the true rates are told as well')
    .requiredOption('--out <folder>', 'folder for captions, figures and the report; what was written stays there for a further run')
    .option('--detector <folder>', 'detector folder (default: the scenes-tiny detector that ships with this program)')
    .option('--prompt <text>', "ask this about every picture once, instead of the samples' own prompts")
    .option('--threads <number>', 'threads for the detector to compute with (default: one a physical core)', parseCount)
    .option('--json', 'print the comparison as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
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
      const [{ evaluateGenerators }, { renderComparisonText }, { startProgress }] = await Promise.all([
        import('@tldr-rm/jobs'),
        import('@tldr-rm/reports'),
        import('@tldr-rm/jobs'),
      ]);
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      const comparison = await evaluateGenerators({
        ...flags,
        signal: controller.signal,
        startProgress: async (total) => startProgress({ label: 'writing and scoring', unit: 'captions', total, force: flags.progress }),
      }).finally(() => {
        process.off('SIGINT', stop);
        process.off('SIGTERM', stop);
      });
      process.stdout.write(
        flags.json ? `${JSON.stringify(comparison)}\n` : `${renderComparisonText(comparison)}\nreport: ${flags.out}/comparison.html\n`,
      );
    });
}
