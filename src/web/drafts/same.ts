import { useRef } from "react";

/** The list of the last time, as long as its members are the same: what is drawn from it is not drawn again. */
export function useSame<Member>(list: readonly Member[]): readonly Member[] {
  const kept = useRef(list);
  if (kept.current.length !== list.length || list.some((one, at) => one !== kept.current[at])) kept.current = list;
  return kept.current;
}
