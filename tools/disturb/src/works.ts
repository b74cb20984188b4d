import type { Work } from './work';

const PERTURBED = ['--in', 'in/scenes.jsonl', '--seed', '1'];
const LINES_STATE = [/^\w+\.(jsonl|parquet)\.(state\.json|partial\.jsonl)$/];

/** Every job, on inputs that keep it busy for a second or two. The names of its inputs are those of `writeInputs`. */
export const WORKS: readonly Work[] = [
  { name: 'scenes', arguments: ['scenes', '--out', 'out/scenes', '--count', '96', '--seed', '1'] },
  { name: 'perturb (scene)', arguments: ['perturb', ...PERTURBED, '--out', 'out/labelled.jsonl'], state: LINES_STATE },
  {
    name: 'perturb (lexical)',
    arguments: ['perturb', '--in', 'in/texts.jsonl', '--seed', '1', '--out', 'out/labelled.jsonl', '--engine', 'lexical'],
    state: LINES_STATE,
  },
  { name: 'perturb to Parquet', arguments: ['perturb', ...PERTURBED, '--out', 'out/labelled.parquet'], state: LINES_STATE },
  { name: 'convert to JSONL', arguments: ['convert', '--in', 'in/labelled.jsonl', '--out', 'out/converted.jsonl'], isAtomic: true },
  { name: 'convert to Parquet', arguments: ['convert', '--in', 'in/labelled.jsonl', '--out', 'out/converted.parquet'], isAtomic: true },
  {
    name: 'convert to Label Studio',
    arguments: ['convert', '--in', 'in/labelled.jsonl', '--out', 'out/tasks.json', '--to', 'label-studio'],
    isAtomic: true,
  },
  {
    name: 'audit',
    arguments: ['audit', '--in', 'in/pictures/labelled.jsonl', '--out', 'out/audit.html', '--markdown', 'out/audit.md'],
  },
  {
    name: 'detect',
    arguments: ['detect', '--in', 'in/pictures/labelled.jsonl', '--out', 'out/scored.jsonl', '--html', 'out/scored.html'].concat(
      '--detector',
      'in/detector',
    ),
    state: LINES_STATE,
  },
  {
    name: 'evaluate',
    arguments: ['evaluate', '--data', 'in/pictures/labelled.jsonl', '--detector', 'in/detector', '--report', 'out/report.html'].concat([
      '--markdown',
      'out/report.md',
      '--csv',
      'out/report.csv',
    ]),
  },
  {
    name: 'calibrate',
    arguments: ['calibrate', '--detector', 'out/detector', '--data', 'in/pictures/labelled.jsonl'],
    begins: { from: 'in/detector', to: 'out/detector' },
    isAtomic: true,
  },
  {
    name: 'compare-generators',
    arguments: ['evaluate', 'generators', '--generators', 'in/generators.json', '--data', 'in/pictures/few.jsonl'].concat([
      '--detector',
      'in/detector',
      '--out',
      'out/comparison',
    ]),
    state: [/^comparison\/(captions|answers|.*\.jsonl|.*\.json)/],
  },
  {
    name: 'train',
    arguments: ['train', '--config', 'in/train.json', '--out', 'out/run'],
    state: [/^run\/checkpoint-\d{7}\//],
  },
  {
    name: 'export',
    arguments: ['export', '--checkpoint', 'in/checkpoint', '--out', 'out/detector', '--name', 'another', '--weights', 'out/weights'].concat(
      ['--validation', 'in/pictures/few.jsonl'],
    ),
    begins: { from: 'in/detector', to: 'out/detector' },
  },
  { name: 'demo', arguments: ['demo', '--out', 'out/demo', '--each', '2'] },
  {
    name: 'reproduce',
    arguments: ['reproduce', '--from-checkpoints', '--no-baselines', '--pictures', '9', '--out', 'out/reproduction'],
    state: [/^reproduction\/(data|steps|detectors|generators)/],
  },
];
