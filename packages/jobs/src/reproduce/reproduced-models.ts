/** The models that a reproduction measures. */
export interface ReproducedModels {
  /** Folder of the detector; undefined for the one that comes with this program. */
  detector?: string;
  /** Checkpoint that the detector is made of: it also writes texts, and says how likely it would have written one. */
  checkpoint: string;
  /** Detector folders to stand beside, by name: `naive`, the response-level model, and `text-only`, which is shown no picture. */
  baselines: Record<string, string>;
  /** What training took, where it was done by this program: step seconds by stage. */
  training?: Record<string, number>;
}
