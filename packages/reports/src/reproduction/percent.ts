/** Such as `93.5`, in per cent; `-` where nothing is defined. */
export function percent(share: number | null): string {
  return share === null ? '-' : (100 * share).toFixed(1);
}
