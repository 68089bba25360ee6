import type { Declaration, Scope } from "../declaration/schema.ts";

/** Where a goal's text is typed: an entry that is there, or (null) a further one. */
export interface GoalPlace {
  scope: Scope;
  index: number | null;
}

/** The goals as they are typed in: those that are there, and an open place for each goal that the form prints and nobody has written. */
export function goalPlaces({ goals, printed }: Declaration): GoalPlace[] {
  const places = goals.map(({ scope }, index): GoalPlace => ({ scope, index }));
  const wanted = printed.fields.flatMap((field) => /^goals\.(\w+)$/.exec(field)?.[1] ?? []) as Scope[];
  const open = (wanted.length > 0 ? wanted : (["annual"] as const)).filter((scope) => !goals.some((goal) => goal.scope === scope));
  return [...places, ...open.map((scope): GoalPlace => ({ scope, index: null }))];
}

/** Writes a goal; without text it is taken out, and the open place stays. */
export function writeGoal(declaration: Declaration, { scope, index }: GoalPlace, text: string): Declaration {
  const plain = text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+$/gm, "").trim();
  const goal = { scope, text: plain };
  const { goals } = declaration;
  const next = index === null ? (plain === "" ? goals : [...goals, goal]) : plain === "" ? goals.filter((_, at) => at !== index) : goals.map((one, at) => (at === index ? goal : one));
  if (next.length === goals.length && next.every((one, at) => one.text === goals[at]?.text)) return declaration;
  // Places of the goals behind one that was taken out would point at its neighbours.
  const places = next.length === goals.length ? declaration.places : Object.fromEntries(Object.entries(declaration.places).filter(([path]) => !path.startsWith("goals[")));
  return { ...declaration, goals: next, places };
}
