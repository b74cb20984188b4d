import { registerBinaryKernels } from './binary';
import { registerConvolutionKernels } from './convolution';
import { registerCountKernels } from './count';
import { registerCreationKernels } from './create';
import { registerEinsumKernel } from './einsum';
import { registerGatherKernels } from './gather';
import { registerMatMulKernels } from './matmul';
import { registerMissingKernels } from './missing';
import { registerNormalizeKernels } from './normalize';
import { registerHostKernels } from './on-host';
import { registerPoolKernels } from './pool';
import { registerReduceKernels } from './reduce';
import { registerResizeKernels } from './resize';
import { registerShapeKernels } from './shape';
import { registerSpaceKernels } from './space';
import { registerUnaryKernels } from './unary';

export function registerKernels(): void {
  registerUnaryKernels();
  registerBinaryKernels();
  registerReduceKernels();
  registerMatMulKernels();
  registerConvolutionKernels();
  registerPoolKernels();
  registerNormalizeKernels();
  registerShapeKernels();
  registerSpaceKernels();
  registerResizeKernels();
  registerCreationKernels();
  registerGatherKernels();
  registerCountKernels();
  registerEinsumKernel();
  registerHostKernels();
  registerMissingKernels();
}
