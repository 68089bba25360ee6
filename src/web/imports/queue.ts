// The import that this page is sending: its queue lives outside the pages, so that one can look around meanwhile.
// What came of each file is the server's to say and stands in the query cache with the import run.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { ImportedFile } from "../../server/contract.ts";
import type { ApiProblem, Stop } from "../api.ts";
import { api, asProblem } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { importListKey, importQuery } from "./queries.ts";

/** One thing to import and how it is sent. */
export interface Item {
  name: string;
  send: (run: string, stop: Stop) => Promise<ImportedFile>;
}

export interface Queue {
  phase: "idle" | "running" | "done" | "cancelled";
  run: string | null;
  total: number;
  done: number;
  current: string | null;
  /** Files whose request was refused or never arrived: the run does not know them. */
  lost: { name: string; problem: ApiProblem }[];
}

const idle: Queue = { phase: "idle", run: null, total: 0, done: 0, current: null, lost: [] };
let queue = idle;
let stopper = new AbortController();
const listeners = new Set<() => void>();

function set(part: Partial<Queue>): void {
  queue = { ...queue, ...part };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useQueue = (): Queue => useSyncExternalStore(subscribe, () => queue);

export const fileItems = (files: File[]): Item[] =>
  files.map((file) => ({ name: file.name, send: (run, stop) => api.importFile(run, file, stop) }));

export const sampleItem = (name: string): Item => ({ name, send: (run, stop) => api.importSample(run, name, stop) });

/** Stops after the file that is on its way; what was imported stays. */
export const cancelImport = (): void => stopper.abort();

/** The browser asks before it closes the page while files are waiting. */
const holdPage = (event: BeforeUnloadEvent): void => event.preventDefault();

async function sendOne(queries: QueryClient, run: string, item: Item): Promise<void> {
  set({ current: item.name });
  try {
    const file = await item.send(run, { signal: stopper.signal });
    queries.setQueryData(importQuery(run).queryKey, (known) => known && { ...known, files: [...known.files, file] });
  } catch (error) {
    if (stopper.signal.aborted) return;
    set({ lost: [...queue.lost, { name: item.name, problem: asProblem(error) }] });
  }
  set({ done: queue.done + 1 });
}

/** Starts an import run and sends its files one after the other; resolves when all were sent or it was cancelled. */
export async function startImport(queries: QueryClient, items: Item[]): Promise<void> {
  if (queue.phase === "running" || items.length === 0) return;
  stopper = new AbortController();
  set({ ...idle, phase: "running", total: items.length });
  window.addEventListener("beforeunload", holdPage);
  try {
    const run = await api.startImport();
    queries.setQueryData(importQuery(run.id).queryKey, run);
    set({ run: run.id });
    for (const item of items) {
      if (stopper.signal.aborted) break;
      await sendOne(queries, run.id, item);
    }
  } catch (error) {
    set({ lost: items.map(({ name }) => ({ name, problem: asProblem(error) })) });
  } finally {
    window.removeEventListener("beforeunload", holdPage);
    set({ phase: stopper.signal.aborted ? "cancelled" : "done", current: null });
    await Promise.all([
      queries.invalidateQueries({ queryKey: importListKey }),
      queries.invalidateQueries({ queryKey: declarationsKey }),
    ]);
  }
}
