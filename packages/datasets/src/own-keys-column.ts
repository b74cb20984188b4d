/** Column of our own tables that holds, as JSON text, the keys of a sample that the format does not know. */
export const OWN_KEYS_COLUMN = 'own_keys';
