/** What a comparison writes into its folder. */
export const COMPARISON_FILES = ['captions.jsonl', 'comparison.json', 'comparison.md', 'comparison.html'] as const;
