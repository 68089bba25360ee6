// Values that a JSON schema allows, the plainest there are: bodies and parameters made from the API's own description.
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
  format?: string;
  pattern?: string;
  default?: unknown;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** An id that nothing has. */
export const nowhere = "00000000-0000-7000-8000-000000000000";

export function sampleOf(schema: Schema, schemas: Schemas): unknown {
  if (schema.$ref !== undefined) return sampleOf(schemas[schema.$ref.slice("#/components/schemas/".length)] ?? {}, schemas);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.some(({ type }) => type === "null") ? null : sampleOf(choices[0] ?? {}, schemas);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sampleOf(one, schemas)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, schemas)]));
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, schemas));
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textOf(schema);
  }
}

function textOf({ format, minLength = 1, pattern }: Schema): string {
  if (format === "uuid") return nowhere;
  if (format === "date") return "2026-11-21";
  if (format === "date-time") return "2026-11-21T04:00:00Z";
  // Exact decimals, codes of regions and the like are digits.
  return pattern === undefined ? "试".repeat(Math.max(1, minLength)) : "1".repeat(Math.max(minLength, /\{6\}/.test(pattern) ? 6 : 1));
}
