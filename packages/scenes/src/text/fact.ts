import type { SceneEntity, SceneSign } from '@tldr-rm/schema';

export type HorizontalRelation = 'left' | 'right';
export type VerticalRelation = 'above' | 'below';
export type Position = 'left' | 'right' | 'top' | 'bottom';
export type Rank = 'leftmost' | 'middle' | 'rightmost';

/** Something that is true about a scene and can be told in one sentence. `x` is what it is about; `y` and `z` are references. */
export type Fact =
  | { kind: 'object' | 'count' | 'colour' | 'size' | 'coloured-object' | 'sized-object'; x: SceneEntity }
  | { kind: 'absence'; noun: string }
  | { kind: 'compared-size'; x: SceneEntity; y: SceneEntity; value: 'larger' | 'smaller' }
  | { kind: 'horizontal-relation'; x: SceneEntity; y: SceneEntity; value: HorizontalRelation }
  | { kind: 'vertical-relation'; x: SceneEntity; y: SceneEntity; value: VerticalRelation }
  | { kind: 'between'; x: SceneEntity; y: SceneEntity; z: SceneEntity }
  | { kind: 'rank'; x: SceneEntity; y: SceneEntity; z: SceneEntity; value: Rank }
  | { kind: 'horizontal-position' | 'vertical-position'; x: SceneEntity; value: Position }
  | { kind: 'two-colours' | 'two-sizes' | 'two-objects'; x: SceneEntity; y: SceneEntity }
  | { kind: 'three-objects'; x: SceneEntity; y: SceneEntity; z: SceneEntity }
  | { kind: 'sign' | 'sign-colour' | 'sign-word-and-colour'; s: SceneSign };

export type FactKind = Fact['kind'];
