// The web-standard globals that exist in browser, worker and server alike and that the pure rooms may use.
// The pure rooms compile with neither node nor DOM types; whatever is not declared here they cannot reach.
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
interface SubtleCrypto {
  digest(algorithm: "SHA-256", data: Uint8Array): Promise<ArrayBuffer>;
}
declare const crypto: { readonly subtle: SubtleCrypto };
declare function structuredClone<Value>(value: Value): Value;
