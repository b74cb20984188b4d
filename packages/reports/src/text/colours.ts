type Paint = (text: string) => string;

/** Paints text for a terminal, or leaves it plain; what picocolors' `createColors` gives is one. */
export interface Colours {
  isColorSupported: boolean;
  bold: Paint;
  dim: Paint;
  underline: Paint;
  red: Paint;
  green: Paint;
  yellow: Paint;
}
