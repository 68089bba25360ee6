import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const projectsKey = ["projects"] as const;

export const pairsQuery = (isDecided: boolean, text: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...projectsKey, "pairs", isDecided, text],
    queryFn: ({ pageParam, signal }) => api.projectPairs({ decided: isDecided ? "true" : "false", ...(text === undefined ? {} : { text }), after: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const projectListQuery = (text: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...projectsKey, "list", text],
    queryFn: ({ pageParam, signal }) => api.projects({ ...(text === undefined ? {} : { text }), after: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
