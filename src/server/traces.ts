// What requests leave in the audit log beside what acts record themselves: refusals, exports, and what offices read of
// others. One event a request. Whoever waits for the database at the same time is written in one statement.
import type { FastifyRequest } from "fastify";
import { type AuditEvent, recordAll } from "../store/audit/audit.ts";
import type { Db } from "../store/database.ts";
import { inScope } from "../store/scope.ts";
import { type Action, permissions } from "../workflow/permissions.ts";
import { roleOf } from "./witness.ts";

const atOnce = 500;
/** So long a line about a list waits for others, in milliseconds: nobody waits for it, and many become one. */
const gathering = 100;

export class Traces {
  readonly #db: Db;
  #waiting: { event: AuditEvent; kept: () => void; lost: (error: unknown) => void }[] = [];
  #writing: Promise<void> | null = null;
  #later: NodeJS.Timeout | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Resolves when the event is in the database: what somebody waits for is written at once, with all that waits. */
  async keep(event: AuditEvent): Promise<void> {
    await new Promise<void>((kept, lost) => {
      this.#waiting.push({ event, kept, lost });
      if (isList(event)) this.#later ??= setTimeout(() => void this.written(), gathering);
      else void this.written();
    });
  }

  /** Resolves when nothing waits any more. */
  async written(): Promise<void> {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (this.#waiting.length > 0) this.#writing ??= this.#write();
    await this.#writing;
  }

  /** In the moment in which it sees that nothing waits it is no longer writing: what comes after that begins anew. */
  async #write(): Promise<void> {
    for (let some = this.#waiting.splice(0, atOnce); some.length > 0; some = this.#waiting.splice(0, atOnce)) {
      try {
        await inScope(null, () => recordAll(this.#db, merged(some.map(({ event }) => event))));
        for (const { kept } of some) kept();
      } catch (error) {
        for (const { lost } of some) lost(error);
      }
    }
    this.#writing = null;
  }
}

const isList = ({ action }: AuditEvent): boolean => action.endsWith(".list");

/** Who asks for the same list several times before the first is written leaves one line, which says how many times. */
function merged(events: readonly AuditEvent[]): AuditEvent[] {
  const lines = Map.groupBy(events, (event) => (isList(event) ? JSON.stringify([event.actor.account, event.from, event.detail]) : event));
  return [...lines.values()].flatMap((same) => {
    const [event] = same;
    if (!event) return [];
    return [same.length === 1 ? event : { ...event, detail: { ...(event.detail as object), times: same.length } }];
  });
}

const reads: ReadonlySet<Action> = new Set<Action>(["declaration.read", "check.read", "review.read", "opinion.read", "version.read", "history.read"]);
const refusals: ReadonlySet<number> = new Set([401, 403, 404]);

/** Steps that a state or a guard forbids (nobody reviews their own table) are told as such: nobody reached for what is not theirs. */
const hindered: ReadonlySet<number> = new Set([409, 422]);
const steps: ReadonlySet<Action> = new Set<Action>(["goal.act", "adjustment.act"]);

/** Why something was refused, and what, where a request is about many. */
interface Refusal {
  status: number;
  code: string;
  id: string | null;
}

const refusedOf = new WeakMap<FastifyRequest, Refusal[]>();

/** Notes what is refused to a request, for its traces: the whole of it, or one of the many things that it is about. */
export function noteRefusal(request: FastifyRequest, { status, code }: { status: number; code: string }, id: string | null = null): void {
  const noted = refusedOf.get(request) ?? [];
  noted.push({ status, code, id });
  refusedOf.set(request, noted);
}

/** What a request that is answered with this status leaves in the log. */
export function tracesOf(request: FastifyRequest, action: Action, status: number): AuditEvent[] {
  if (request.actor.mode === "local") return [];
  const noted = refusedOf.get(request) ?? [];
  const ofMany = noted.filter(({ id }) => id !== null).flatMap((refusal) => refusedEvent(request, action, refusal) ?? []);
  const code = noted.find(({ id }) => id === null)?.code;
  const own = refusedEvent(request, action, { status, code: code ?? "", id: null }) ?? readEvent(request, action, status);
  return own === null ? ofMany : [...ofMany, own];
}

function refusedEvent(request: FastifyRequest, wanted: Action, { status, code, id }: Refusal): AuditEvent | null {
  if (permissions[wanted].who === "anyone") return null;
  const action = refusals.has(status) ? "access.refused" : steps.has(wanted) && hindered.has(status) ? "step.refused" : null;
  if (action === null) return null;
  const event = eventOf(request, wanted, action, { status, ...(code !== "" && { code }) });
  return id === null ? event : { ...event, subject: { kind: "declaration", id } };
}

function readEvent(request: FastifyRequest, action: Action, status: number): AuditEvent | null {
  if (status >= 300) return null;
  if (action.endsWith(".export")) return eventOf(request, action, action, {});
  if (!reads.has(action) || !looksAtOthers(request)) return null;
  return eventOf(request, action, "id" in params(request) ? action : `${action}.list`, {});
}

/** Whoever works for units alone sees nothing but their own. */
const looksAtOthers = ({ actor: { reach, grants } }: FastifyRequest): boolean => reach.departments.length > 0 || reach.regions.length > 0 || grants.some(({ role }) => role === "third-party");

const params = ({ params: given }: FastifyRequest): Record<string, unknown> => (typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {});

const kinds: Readonly<Record<string, string>> = { declarations: "declaration", documents: "document", imports: "import", papers: "papers", adjustments: "adjustment", offices: "office", projects: "project", accounts: "account" };

function eventOf(request: FastifyRequest, wanted: Action, action: string, detail: Record<string, unknown>): AuditEvent {
  const { actor, method, ip, url, routeOptions } = request;
  const { id } = params(request);
  const kind = kinds[routeOptions.url?.split("/")[2] ?? ""];
  return {
    actor: { account: actor.account, name: actor.name ?? "未登录", role: roleOf(actor, wanted) },
    from: ip,
    action,
    subject: typeof id === "string" && kind !== undefined ? { kind, id: id.slice(0, 200) } : null,
    before: null,
    after: null,
    detail: { ...detail, wanted, method, url: url.slice(0, 1_000) },
  };
}
