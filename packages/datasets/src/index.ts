export { INPUT_FORMATS, type InputFormat, OUTPUT_FORMATS, type OutputFormat } from './formats';
export { guessInputFormat, outputFormat } from './guess-format';
export { type ParquetColumns, SAMPLE_FIELDS, type SampleField } from './read/parquet-columns';
export { type ReadSample, type ReadSamplesOptions, readSamples } from './read/read-samples';
export { RecordError, type SamplePosition } from './record-error';
export { createSampleWriter, type SampleWriter, type SampleWriterOptions, type WrittenSamples } from './write/create-sample-writer';
