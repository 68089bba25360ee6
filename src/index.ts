import type { SourceDocument } from "./declaration/schema.ts";

/**
 * Reads one file of any format and any region's form: the only place where the steps stand in a row.
 * @param bytes the file
 * @param name its name, kept in the answer; never used to tell the format
 * @throws DabiaoError when the bytes are no readable document (empty, too large, a picture, unknown encoding …);
 *         a document without a form is no error: its verdict is `none`
 */
export declare function readDocument(bytes: Uint8Array, name: string): Promise<SourceDocument>;
