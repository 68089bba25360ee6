/**
 * Text as PostgreSQL can hold it: it refuses U+0000 in text and jsonb, and unpaired surrogates in jsonb. Both become
 * U+FFFD, as an HTML parser does. The untouched bytes stay in the source.
 */
export function storable(text: string): string;
export function storable(text: string | null): string | null;
export function storable(text: string | null): string | null {
  return text === null ? null : text.toWellFormed().replaceAll("\0", "\u{FFFD}");
}

/** A value as JSON text in which every string can be stored. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "string" ? storable(item) : item));
}
