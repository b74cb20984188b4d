import { registerBackend } from '@tensorflow/tfjs-core';
// Without these TensorFlow.js knows no gradient of any kernel.
import './gradients/core-gradients.js';
import { OrtBackend } from './backend';
import { registerActivations } from './fused/activations';
import { registerAdamW } from './fused/adamw';
import { registerCrossEntropy } from './fused/cross-entropy';
import { registerRmsNorm } from './fused/rms-norm';
import { registerRotaryEmbedding } from './fused/rotary-embedding';
import { registerTrueIndices } from './fused/true-indices';
import { registerKernels } from './kernels';
import { BACKEND_NAME } from './kernels/register';
import { registerLeanGradients } from './lean-gradients';

/** Above the priority of every backend that comes with TensorFlow.js, so that importing this package selects it. */
const PRIORITY = 10;

registerKernels();
registerLeanGradients();
registerRmsNorm();
registerActivations();
registerRotaryEmbedding();
registerTrueIndices();
registerAdamW();
registerCrossEntropy();
registerBackend(BACKEND_NAME, () => new OrtBackend(), PRIORITY);

export { BACKEND_NAME };
