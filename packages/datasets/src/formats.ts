/** What {@link readSamples} reads. */
export const INPUT_FORMATS = ['jsonl', 'coco-captions', 'visual-genome', 'docci', 'parquet'] as const;

export type InputFormat = (typeof INPUT_FORMATS)[number];

/** What a file of each format holds, for messages. */
export const HOLDS: Readonly<Record<InputFormat, string>> = {
  jsonl: 'samples: one JSON object a line, with "id", "prompt" and "response"',
  'coco-captions': 'captions of COCO: one JSON object, with "images" (id, file_name) and "annotations" (id, image_id, caption)',
  'visual-genome': 'questions of Visual Genome: one JSON array of objects with "qas" (qa_id, image_id, question, answer)',
  docci: 'descriptions of DOCCI: one JSON object a line, with "example_id", "image_file" and "description"',
  parquet: 'a Parquet table with a column of responses',
};

/** What {@link createSampleWriter} writes. */
export const OUTPUT_FORMATS = ['jsonl', 'parquet', 'trl-preference', 'trl-stepwise', 'label-studio'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
