import { z } from 'zod';

/** Names of the tints an object can be given. An object without a tint keeps the colours of its icon, and nothing is said about them. */
export const COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'grey'] as const;
export const SIZES = ['small', 'medium', 'large'] as const;

/** A rectangle in pixels; the origin is the top left corner of the picture. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() });

/** One kind of thing in a picture: 1 to 5 alike objects, one box each. */
export const sceneEntitySchema = z.object({
  id: z.string(),
  /** Singular English noun, as captions use it. */
  noun: z.string(),
  /** `set:name` of the icon, such as `twemoji:red-apple`. */
  icon: z.string(),
  colour: z.enum(COLOURS).nullable(),
  size: z.enum(SIZES),
  boxes: z.array(boxSchema).min(1).max(5),
});

/** A written word in the picture. */
export const sceneSignSchema = z.object({
  id: z.string(),
  word: z.string(),
  /** Colour of the board on which the word stands. */
  colour: z.enum(COLOURS),
  box: boxSchema,
});

/** The truth about a picture. */
export const sceneSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  background: z.object({ style: z.string(), seed: z.number().int() }),
  entities: z.array(sceneEntitySchema),
  signs: z.array(sceneSignSchema),
});

/** What a stretch of a caption or an answer claims about a scene, and about which entity or sign. */
export const claimSchema = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  kind: z.enum(['object', 'colour', 'size', 'count', 'relation', 'position', 'word', 'existence']),
  /** Entity or sign the claim is about; absent where it speaks of something that is not in the picture. */
  subject: z.string().optional(),
  /** Reference entities of a relation: one for left/right/above/below, two for between. */
  references: z.array(z.string()).optional(),
  /** Normalized value of the claim: the singular noun, the colour, the number as digits, the relation's name. */
  value: z.string(),
  /** The prompt already says this; an answer merely repeats it, so changing it would contradict the prompt and not only the picture. */
  given: z.boolean().optional(),
});

export type Colour = (typeof COLOURS)[number];
export type Size = (typeof SIZES)[number];
export type Box = z.infer<typeof boxSchema>;
export type SceneEntity = z.infer<typeof sceneEntitySchema>;
export type SceneSign = z.infer<typeof sceneSignSchema>;
export type Scene = z.infer<typeof sceneSchema>;
export type Claim = z.infer<typeof claimSchema>;
