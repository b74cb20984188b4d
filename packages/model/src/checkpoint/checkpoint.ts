import type { ModelConfig } from '../config';
import type { LoraConfig } from '../lora-config';
import type { HostTensor } from '../weights/host-tensor';

/** What training needs to go on from a checkpoint. */
export interface TrainerState {
  /** Steps done. */
  step: number;
  /** Texts seen. */
  texts: number;
  /** Seconds of training so far, over all runs. */
  seconds: number;
  optimizer: Map<string, HostTensor>;
}

/** A model on the host, as a checkpoint folder holds it. */
export interface Checkpoint {
  config: ModelConfig;
  /** Contents of tokenizer.json. */
  tokenizer: string;
  parameters: Map<string, HostTensor>;
  lora?: LoraConfig | undefined;
  trainer?: TrainerState | undefined;
}
