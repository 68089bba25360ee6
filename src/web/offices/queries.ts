import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";

/** Whatever changes a tree makes all of these out of date: also those of later years. */
export const officesKey = ["offices"] as const;

export const treeQuery = (year: number) =>
  queryOptions({
    queryKey: [...officesKey, "tree", year],
    queryFn: ({ signal }) => api.offices(year, { signal }),
  });

export const historyQuery = (office: string) =>
  queryOptions({
    queryKey: [...officesKey, "history", office],
    queryFn: ({ signal }) => api.officeHistory(office, { signal }),
  });

/** Changes the tree, then lets everything that shows it look again. */
export function useTreeChange<Wish, Told>(change: (wish: Wish) => Promise<Told>, done: (told: Told) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    async onSuccess(told: Told) {
      await queries.invalidateQueries({ queryKey: officesKey });
      done(told);
    },
  });
}
