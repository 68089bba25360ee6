import type { CandidateList, FormRevision, FormWish, HouseForm, HouseFormList, HouseFormVersions, RereadAnswer, TrialAnswer } from "../../server/forms/contract.ts";
import type { OwnDefinition } from "../../forms/own.ts";
import { asProblem, posted, query, request, type Stop } from "../request.ts";

/** What the page asks of the server about forms that people taught the house. */
export const calls = {
  forms: (stop: Stop = {}) => request<HouseFormList>("/api/forms", stop),
  versions: (id: string, stop: Stop = {}) => request<HouseFormVersions>(`/api/forms/${id}/versions`, stop),
  add: (wish: FormWish) => request<HouseForm>("/api/forms", posted(wish)),
  revise: (id: string, wish: FormRevision) => request<HouseForm>(`/api/forms/${id}`, { ...posted(wish), method: "PUT" }),
  retire: (id: string, retired: boolean) => request<HouseForm>(`/api/forms/${id}/state`, posted({ retired })),
  widen: (id: string, wide: boolean) => request<HouseForm>(`/api/forms/${id}/reach`, posted({ wide })),
  remove: async (id: string): Promise<void> => {
    const response = await fetch(`/api/forms/${id}`, { method: "DELETE", headers: { accept: "application/json" } });
    if (!response.ok) {
      const told = (await response.json()) as { title: string; detail: string | null };
      throw asProblem(new Error(`${told.title}${told.detail ?? ""}`));
    }
  },
  trial: (document: string, definition: OwnDefinition, stop: Stop = {}) => request<TrialAnswer>(`/api/documents/${document}/trial`, { ...posted({ definition }), ...stop }),
  candidates: (beside: string | undefined, stop: Stop = {}) => request<CandidateList>(`/api/forms/candidates${query({ beside })}`, stop),
  reread: (document: string) => request<RereadAnswer>(`/api/documents/${document}/reread`, { method: "POST" }),
};
