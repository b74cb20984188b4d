import { backend_util } from '@tensorflow/tfjs-core';
import { emit } from '../graph/emit';
import { kernel } from './register';

export function registerEinsumKernel(): void {
  kernel<{ equation: string }>('Einsum', ({ inputs, attrs }) => {
    const operands = Object.values(inputs);
    const equation = attrs.equation.replace(/\s/g, '');
    const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, operands.length);
    type Tensors = Parameters<typeof backend_util.checkEinsumDimSizes>[2];
    backend_util.checkEinsumDimSizes(allDims.length, idDims, operands as unknown as Tensors);
    const sizes = allDims.map((_, dim) => {
      const operand = idDims.findIndex((dims) => dims.includes(dim));
      return operands[operand]!.shape[idDims[operand]!.indexOf(dim)]!;
    });
    const shape = sizes.filter((_, dim) => !summedDims.includes(dim));
    return emit('Einsum', operands, shape, operands[0]!.type, { equation: { string: equation } });
  });
}
