import { InferenceSession } from 'onnxruntime-node';
import { unusableModel } from './read-detector-folder';

/**
 * Threads of a session go on spinning for a while after a run, in wait of the next one. There are two sessions, each with its own threads, run in turn: the spinning threads of
 * one would take the cores that the other, and JavaScript, work on.
 */
const SPIN_ONLY_WHILE_RUNNING = { session: { force_spinning_stop: '1' } };

/**
 * Opens an ONNX model and checks that it has the inputs and outputs the detector feeds and reads.
 *
 * @param threads number of threads within an operation; by default one a physical core.
 * @throws {DetectorFolderError} `DETECTOR_MODEL` if it is no usable model.
 */
export async function openSession(
  path: string,
  inputs: readonly string[],
  outputs: readonly string[],
  threads: number | undefined,
): Promise<InferenceSession> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      executionProviders: ['cpu'],
      extra: SPIN_ONLY_WHILE_RUNNING,
      ...(threads ? { intraOpNumThreads: threads } : {}),
    });
  } catch (error) {
    throw unusableModel(path, (error as Error).message, error);
  }
  const missing = [
    ...inputs.filter((name) => !session.inputNames.includes(name)).map((name) => `input ${name}`),
    ...outputs.filter((name) => !session.outputNames.includes(name)).map((name) => `output ${name}`),
  ];
  if (missing.length > 0) {
    await session.release();
    throw unusableModel(path, `it has no ${missing.join(', no ')}`);
  }
  return session;
}
