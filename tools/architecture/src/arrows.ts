/** Packages that may be imported by packages, by name without scope. Nothing else may be. */
const PACKAGES: Record<string, readonly string[]> = {
  schema: [],
  random: [],
  files: ['schema'],
  // A tokenizer that was trained is written in one piece, on Node.js.
  align: ['schema', 'files'],
  scenes: ['schema', 'random'],
  // Formats of other programs count in code points and in sentences.
  datasets: ['schema', 'files', 'align'],
  'language-models': ['schema', 'align', 'files'],
  perturb: ['schema', 'random', 'align', 'scenes', 'language-models'],
  'tfjs-ort': [],
  model: ['schema', 'random', 'files', 'align', 'tfjs-ort'],
  detect: ['schema', 'align'],
  evaluate: ['schema', 'random', 'align'],
  correct: ['schema', 'align', 'detect'],
  // Words of a detection, which `detect` cuts, are what a page paints.
  reports: ['schema', 'detect', 'evaluate', 'perturb', 'correct'],
  client: ['schema'],
  'ai-sdk': ['schema', 'align', 'detect', 'correct'],
};

const ALL = [...Object.keys(PACKAGES), 'scenes-tiny', 'scenes-tiny-baselines'];

/** Who may import whom. `jobs` stands on every package, apps and everything that is not shipped on all of them; nobody imports an app. */
export const ARROWS: Record<string, readonly string[]> = {
  ...PACKAGES,
  jobs: ALL,
  cli: [...ALL, 'jobs'],
  server: [...ALL, 'jobs'],
  annotate: ['schema', 'align', 'detect', 'client'],
  examples: [...ALL, 'jobs'],
  bench: [...ALL, 'jobs', 'real-tokenizers'],
  disturb: ['random'],
  'real-tokenizers': [],
  screenshots: [],
  'test-support': ALL,
  'job-inputs': ALL,
  architecture: [],
  publish: [],
};

/** Packages whose root runs in a browser. */
export const BROWSER_ROOTS = ['schema', 'random', 'align', 'detect', 'evaluate', 'reports'];
