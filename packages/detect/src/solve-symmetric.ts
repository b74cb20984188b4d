/**
 * Solves `matrix x = vector` by Cholesky's decomposition.
 *
 * @param matrix symmetric and positive definite, [size, size].
 * @param vector [size]
 */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column]!;
      for (let at = 0; at < column; at += 1) rest -= lower[row * size + at]! * lower[column * size + at]!;
      lower[row * size + column] = row === column ? Math.sqrt(rest) : rest / lower[column * size + column]!;
    }
  }
  const solution = Float64Array.from(vector);
  for (let row = 0; row < size; row += 1) {
    for (let at = 0; at < row; at += 1) solution[row]! -= lower[row * size + at]! * solution[at]!;
    solution[row]! /= lower[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let at = row + 1; at < size; at += 1) solution[row]! -= lower[at * size + row]! * solution[at]!;
    solution[row]! /= lower[row * size + row]!;
  }
  return solution;
}
