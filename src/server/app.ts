import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Db } from "../store/database.ts";
import type { Importer } from "../store/imports/imports.ts";
import type { AccountSettings } from "./accounts/settings.ts";
import type { BackupKeeper } from "./backups/keeper.ts";
import type { Samples } from "./imports/samples.ts";
import type { Writer } from "./papers/writing.ts";

/** The HTTP server; types of requests and answers come from the zod schemas of a route. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes work with. */
export interface House {
  readonly db: Db;
  readonly importer: Importer;
  readonly samples: Samples;
  /** Reads a file's grid somewhere where it cannot hurt, as JSON of `GridBlock[]`; takes the bytes away from the caller. */
  readonly readGrid: (bytes: Uint8Array, name: string) => Promise<string>;
  /** Writes declarations on a form's paper, in a thread of its own. */
  readonly writer: Writer;
  /** Tells the workers that files were put in line. */
  readonly wakeWorkers: () => void;
  /** Where the anchors of the audit log lie; missing: there are none. */
  readonly dataFolder?: string;
  /** The backups of this server; missing: it makes none. */
  readonly backups?: BackupKeeper;
  /** What signing in depends on; what is missing has its default. */
  readonly accounts?: Partial<AccountSettings>;
}
