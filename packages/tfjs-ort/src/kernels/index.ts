import { registerBinaryKernels } from './binary';
import { registerCreationKernels } from './create';
import { registerGatherKernels } from './gather';
import { registerMatMulKernels } from './matmul';
import { registerMissingKernels } from './missing';
import { registerReduceKernels } from './reduce';
import { registerShapeKernels } from './shape';
import { registerUnaryKernels } from './unary';

export function registerKernels(): void {
  registerUnaryKernels();
  registerBinaryKernels();
  registerReduceKernels();
  registerMatMulKernels();
  registerShapeKernels();
  registerCreationKernels();
  registerGatherKernels();
  registerMissingKernels();
}
