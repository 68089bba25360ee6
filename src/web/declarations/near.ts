// Long lists keep only what is near the window.
import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** How far beyond the window things are drawn: two screens, so that nobody who scrolls meets an empty place. */
const beyond = "1500px 0px";

/** So many come, and so many go, between two frames: when a page of answers arrives, all of it at once would hold up a frame. */
const atOnce = 2;

type Tell = (near: boolean, height: number) => void;
const tellers = new WeakMap<Element, Tell>();
let watcher: IntersectionObserver | null = null;

/** What has come near or gone and was not told yet, in the order in which it is to be. */
const waiting = new Map<Element, IntersectionObserverEntry>();

/** One watcher for all: a thousand of them would each look at every frame. */
function watch(element: Element, tell: Tell): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      if (waiting.size === 0) requestAnimationFrame(tellSome);
      // After a jump, what stands in the window comes before what stands beyond it.
      for (const entry of entries.toSorted((one, other) => fromWindow(one) - fromWindow(other))) {
        waiting.delete(entry.target);
        waiting.set(entry.target, entry);
      }
    },
    { rootMargin: beyond },
  );
  tellers.set(element, tell);
  watcher.observe(element);
  return () => {
    tellers.delete(element);
    waiting.delete(element);
    watcher?.unobserve(element);
  };
}

const fromWindow = ({ boundingClientRect: { top, bottom } }: IntersectionObserverEntry): number => Math.max(0, top - innerHeight, -bottom);

function tellSome(): void {
  const all = [...waiting.values()];
  const some = [true, false].flatMap((near) => all.filter(({ isIntersecting }) => isIntersecting === near).slice(0, atOnce));
  // At once, or what a busy machine puts off would be drawn with the next.
  flushSync(() => {
    for (const { target, isIntersecting, boundingClientRect } of some) {
      waiting.delete(target);
      tellers.get(target)?.(isIntersecting, boundingClientRect.height);
    }
  });
  if (waiting.size > 0) requestAnimationFrame(tellSome);
}

/** Whether an element is near the window, and how high it was when it was last drawn. What holds the keyboard stays near. */
export function useNear(place: RefObject<HTMLElement | null>, first: boolean, guess: number): { near: boolean; height: number } {
  const [state, setState] = useState({ near: first, height: guess });
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    return watch(element, (near, height) => setState((known) => (near === known.near || element.contains(document.activeElement) ? known : { near, height: known.near ? height : known.height })));
  }, [place]);
  return state;
}

/** True while the page is put on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The sheets are made right after the event.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
