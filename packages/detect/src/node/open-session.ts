import { InferenceSession } from 'onnxruntime-node';
import { DetectorFolderError } from '../errors';

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
    session = await InferenceSession.create(path, { executionProviders: ['cpu'], ...(threads ? { intraOpNumThreads: threads } : {}) });
  } catch (error) {
    throw unusable(path, (error as Error).message, error);
  }
  const missing = [
    ...inputs.filter((name) => !session.inputNames.includes(name)).map((name) => `input ${name}`),
    ...outputs.filter((name) => !session.outputNames.includes(name)).map((name) => `output ${name}`),
  ];
  if (missing.length > 0) {
    await session.release();
    throw unusable(path, `it has no ${missing.join(', no ')}`);
  }
  return session;
}

function unusable(path: string, problem: string, cause?: unknown): DetectorFolderError {
  return new DetectorFolderError('DETECTOR_MODEL', `${path}: not a usable ONNX model (${problem}). Copy or export the detector again.`, {
    cause,
  });
}
