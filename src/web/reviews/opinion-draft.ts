import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FilledOpinion, type GradedOpinion, graded, pointsTrouble, questions, typedPoints } from "../../review/opinion.ts";
import type { OpinionAnswer } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { ApiProblem } from "../request.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { declarationsKey } from "../declarations/queries.ts";
import { waysQuery } from "../goals/queries.ts";

/** What somebody typed and has not saved, and what they saw when they began. */
interface Draft {
  filled: FilledOpinion;
  seen: OpinionAnswer["seen"];
}

/** One's own saving makes nothing else out of date but the ways; whatever changes findings makes this so too. */
const opinionKey = (id: string) => [...declarationsKey, "opinion", id] as const;

const same = (a: FilledOpinion, b: FilledOpinion): boolean => JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));
const partsOf = ({ points, remarks, conclusion }: FilledOpinion) => [questions.map(({ id }) => typedPoints(points[id])), remarks.completeness, remarks.relevance, remarks.adequacy, remarks.feasibility, conclusion];

/** The form while it is filled in: what stands in it, what follows from it, and what can be done with it. */
export interface OpinionDraft {
  answer: OpinionAnswer;
  filled: FilledOpinion;
  change: (part: Partial<FilledOpinion>) => void;
  /** null while some points are none. */
  graded: GradedOpinion | null;
  /** Something is not saved. */
  dirty: boolean;
  /** Findings or opinion changed while it was being filled in. */
  overtaken: boolean;
  /** Goes on with what was typed, beside what is proposed now. */
  goOn: () => void;
  busy: boolean;
  save: () => Promise<void>;
  /** Leaves what was typed. */
  forget: () => void;
  /** The same; a kept opinion is taken back. */
  restore: () => Promise<void>;
}

/** @param open nothing is asked for while nobody looks */
export function useOpinionDraft(id: string, open: boolean) {
  const queries = useQueryClient();
  const { data: answer, error, refetch } = useQuery({ queryKey: opinionKey(id), queryFn: ({ signal }) => api.opinion(id, { signal }), enabled: open });
  const { busy, run } = useCheckRun();
  const [draft, setDraft] = useState<Draft | null>(null);
  if (answer === undefined) return { draft: null, error, refetch };
  const base = answer.kept ?? answer.proposed;
  const filled = draft?.filled ?? base;
  const dirty = draft !== null && !same(filled, base);
  const overtaken = draft !== null && (draft.seen.opinion !== answer.seen.opinion || draft.seen.grounds !== answer.seen.grounds);
  const right = questions.every((question) => pointsTrouble(typedPoints(filled.points[question.id]), question.points) === null);
  const result = right ? graded(filled) : null;
  // The grade decides which steps stand open.
  const renew = () => Promise.all([queries.invalidateQueries({ queryKey: opinionKey(id) }), queries.invalidateQueries({ queryKey: waysQuery(id).queryKey })]);
  const save = () =>
    run(async () => {
      if (result === null || overtaken || (answer.kept !== null && !dirty)) return;
      const { points, remarks, conclusion } = result;
      const seen = draft?.seen ?? answer.seen;
      setDraft({ filled, seen });
      try {
        await api.keepOpinion(id, { opinion: { points, remarks, conclusion }, seen });
      } catch (refused) {
        if (!(refused instanceof ApiProblem && refused.status === 409)) throw refused;
        // What was typed stays; that it is overtaken, and by what, stands above it once the answer is new.
        await renew();
        return;
      }
      await renew();
      setDraft(null);
    });
  const restore = () =>
    run(async () => {
      if (answer.kept) await api.endOpinion(id, answer.kept.id);
      await renew();
      setDraft(null);
    });
  const told: OpinionDraft = {
    answer, filled, graded: result, dirty, overtaken, busy, save, restore,
    change: (part) => setDraft({ filled: { points: filled.points, remarks: filled.remarks, conclusion: filled.conclusion, ...part }, seen: draft?.seen ?? answer.seen }),
    forget: () => setDraft(null),
    goOn: () => setDraft({ filled, seen: answer.seen }),
  };
  return { draft: told, error, refetch };
}
