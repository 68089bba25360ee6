import { useEffect } from "react";

/** Names the browser tab, so that several open tables can be told apart. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 达标`;
  }, [title]);
}
