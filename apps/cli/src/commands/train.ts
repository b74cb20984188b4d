import { type Command, Option } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { parseCount } from './option-parsers';

interface TrainFlags extends JobFlags {
  config?: string;
  out?: string;
  steps?: number;
  backend: string;
  provider?: string;
}

/** Backends and providers by name. They stand here too so that help needs no TensorFlow.js. */
const BACKENDS = ['ort', 'node', 'node-gpu'];
const PROVIDERS = ['cpu', 'webgpu', 'cuda', 'coreml'];

/** `tldr-rm train`: trains a detector, resuming where an earlier run of the same folder stopped. */
export function registerTrain(program: Command): void {
  const command = program
    .command('train')
    .description('Train a detector. A run that was interrupted goes on from its newest checkpoint.')
    .option('--config <file>', 'training config (JSON) (required)')
    .option('--out <folder>', 'folder of the run, instead of the one in the config')
    .option('--steps <count>', 'number of steps, instead of the one in the config', parseCount)
    .addOption(
      new Option('--backend <name>', 'what computes: ONNX Runtime, or TensorFlow by an optional package').choices(BACKENDS).default('ort'),
    )
    .addOption(new Option('--provider <name>', 'what ONNX Runtime computes on (default: cpu); only with --backend ort').choices(PROVIDERS));
  addJobFlags(command, { json: 'print each log line as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm train --config models/scenes-tiny/train-5-all.json
  $ tldr-rm train --config my-run.json --out runs/second --steps 2000
  $ tldr-rm train --config my-run.json --provider webgpu
  $ npm install @tensorflow/tfjs-node-gpu && tldr-rm train --config my-run.json --backend node-gpu

Backend ort needs nothing else; provider webgpu is a GPU through Vulkan, Metal or DirectX, and where there is none one line says so and the processor computes. node and node-gpu need @tensorflow/tfjs-node and @tensorflow/tfjs-node-gpu, which download libtensorflow when they are
installed; node-gpu also an NVIDIA GPU with CUDA 11.2 and cuDNN 8.1. A run may go on with another backend than it began with.

The run's folder holds log.jsonl (losses of every step, figures of every evaluation) and the newest checkpoints.
Stop with Ctrl-C: the step is finished and a checkpoint written. The same command goes on from there.`,
    )
    .action(async (flags: TrainFlags) => {
      const [{ trainJob }, { trainingLines }] = await Promise.all([import('@tldr-rm/jobs'), import('../terminal/training-lines')]);
      const { config, out: output, steps, backend, provider, json } = flags;
      const { checkpoint, step, finished } = await runOnTerminal({
        job: trainJob,
        command,
        flags,
        fieldFlags: { config: '--config', output: '--out', steps: '--steps', backend: '--backend', provider: '--provider' },
        specOfFlags: () => ({ config, output, steps, backend, provider }),
        show: trainingLines({ json, force: flags.progress }),
      });
      process.stdout.write(json ? `${JSON.stringify({ checkpoint, step, finished })}\n` : `finished at step ${step}: ${checkpoint}\n`);
    });
}
