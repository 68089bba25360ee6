import { useSyncExternalStore } from "react";

/** From here on form and source stand side by side; below, one above the other. */
const side = window.matchMedia("(min-width: 1200px)");

function subscribe(changed: () => void): () => void {
  side.addEventListener("change", changed);
  return () => side.removeEventListener("change", changed);
}

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => side.matches);
