/** What {@link readSamples} reads. */
export const INPUT_FORMATS = ['jsonl', 'coco-captions', 'visual-genome', 'docci', 'parquet'] as const;

export type InputFormat = (typeof INPUT_FORMATS)[number];

/** What {@link createSampleWriter} writes. */
export const OUTPUT_FORMATS = ['jsonl', 'parquet', 'trl-preference', 'trl-stepwise', 'label-studio'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
