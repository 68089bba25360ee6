import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";

export const personQuery = queryOptions({
  queryKey: ["person"],
  queryFn: ({ signal }) => api.person({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useNamePerson() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.namePerson({ name }),
    onSuccess: (answer) => queries.setQueryData(personQuery.queryKey, answer),
  });
}
