// What a reviewer has gathered about a table and not sent yet. It stays in this browser, by person and table, so that one
// may go on to the next table and come back.
import { useCallback, useState } from "react";
import { z } from "zod";

const Gathered = z.array(z.object({ path: z.string().nullable(), text: z.string(), proposal: z.string().nullable(), rule: z.string().nullable() }));
/** One opinion: about what, its words, what the reviewer would write there, and the rule whose finding it was. */
export type GatheredOpinion = z.infer<typeof Gathered>[number];

const keyOf = (owner: string, id: string): string => `dabiao.gathered.${owner}.${id}`;

function kept(owner: string, id: string): GatheredOpinion[] {
  try {
    return Gathered.parse(JSON.parse(localStorage.getItem(keyOf(owner, id)) ?? "[]"));
  } catch {
    return []; // What an older page kept, or nobody can read, is nothing.
  }
}

export interface Gathering {
  opinions: readonly GatheredOpinion[];
  /** Where it stands in the list. */
  add: (opinion: GatheredOpinion) => void;
  change: (at: number, part: Partial<GatheredOpinion>) => void;
  remove: (at: number) => void;
  clear: () => void;
}

/** The opinions about one table; a component that uses it is made anew for each table. */
export function useGathered(owner: string, id: string): Gathering {
  const [opinions, setOpinions] = useState(() => kept(owner, id));
  const put = useCallback(
    (make: (before: GatheredOpinion[]) => GatheredOpinion[]) =>
      setOpinions((before) => {
        const after = make(before);
        if (after.length === 0) localStorage.removeItem(keyOf(owner, id));
        else localStorage.setItem(keyOf(owner, id), JSON.stringify(after));
        return after;
      }),
    [owner, id],
  );
  return {
    opinions,
    add: useCallback((opinion) => put((before) => (before.some(({ path, text }) => path === opinion.path && text === opinion.text) ? before : [...before, opinion])), [put]),
    change: useCallback((at, part) => put((before) => before.map((one, index) => (index === at ? { ...one, ...part } : one))), [put]),
    remove: useCallback((at) => put((before) => before.filter((_, index) => index !== at)), [put]),
    clear: useCallback(() => put(() => []), [put]),
  };
}
