import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import './testing/compare';

const SIZE = 8;
const IMAGES = 24;
const EPOCHS = 4;

/** Grey images of noise where one of three rows of squares is brighter; which one is the class. */
function images(): { x: tf.Tensor4D; y: tf.Tensor2D } {
  const pixels = tf.randomUniform([IMAGES, SIZE, SIZE, 1], 0, 1, 'float32', 3).dataSync();
  const classes = Array.from({ length: IMAGES }, (_, image) => image % 3);
  const bright = pixels.map((pixel, index) => {
    const row = Math.floor(index / SIZE) % SIZE;
    return Math.floor(row / 3) === classes[Math.floor(index / (SIZE * SIZE))] ? pixel + 1 : pixel;
  });
  return { x: tf.tensor4d(bright, [IMAGES, SIZE, SIZE, 1]), y: tf.tidy(() => tf.oneHot(tf.tensor1d(classes, 'int32'), 3)) as tf.Tensor2D };
}

/** What a user of the Layers API writes; nothing in it knows the backend. */
async function train(): Promise<{ losses: number[]; accuracy: number; prediction: number[] }> {
  const initial = (seed: number) => layers.initializers.glorotUniform({ seed });
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({
        inputShape: [SIZE, SIZE, 1],
        filters: 4,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: initial(1),
      }),
      layers.layers.batchNormalization(),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      layers.layers.separableConv2d({
        filters: 6,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        depthwiseInitializer: initial(2),
        pointwiseInitializer: initial(3),
      }),
      layers.layers.dropout({ rate: 0.25, seed: 7 }),
      layers.layers.flatten(),
      layers.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: initial(4) }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { x, y } = images();
  const { history } = await model.fit(x, y, { epochs: EPOCHS, batchSize: 8, shuffle: false, verbose: 0, validationSplit: 0.25 });
  const predicted = model.predict(x) as tf.Tensor;
  // Read at once, as users of tfjs-node do.
  const prediction = Array.from(predicted.dataSync());
  tf.dispose([x, y, predicted]);
  model.dispose();
  return {
    losses: [...(history.loss as number[]), ...(history.val_loss as number[])],
    accuracy: history.acc!.at(-1) as number,
    prediction,
  };
}

describe('TensorFlow.js Layers', () => {
  it('trains a convolutional network with the losses of the CPU backend', async () => {
    await tf.setBackend('cpu');
    const expected = await train();
    await tf.setBackend('ort');
    const actual = await train();
    expect(expected.losses).toHaveLength(2 * EPOCHS);
    expected.losses.forEach((loss, index) => {
      expect(Math.abs(actual.losses[index]! - loss)).toBeLessThan(1e-3);
    });
    expect(actual.losses[EPOCHS - 1]!).toBeLessThan(actual.losses[0]!);
    expect(actual.accuracy).toBeCloseTo(expected.accuracy, 6);
    expected.prediction.forEach((share, index) => {
      expect(Math.abs(actual.prediction[index]! - share)).toBeLessThan(1e-3);
    });
  });
});
