import type { Migration } from "./migration.ts";

/** The rules say more than when the figures were counted (COMP-10, COMP-05): they are counted again in the background. */
export const figuresAgain: Migration = { number: 23, name: "figures-again", sql: "delete from review_figures" };
