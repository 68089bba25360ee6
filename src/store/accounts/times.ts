/** Minutes, hours and days after a moment. */
export const minutesAfter = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * 60_000);
export const daysAfter = (moment: Date, days: number): Date => minutesAfter(moment, days * 24 * 60);

const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
/** The day in China, `2026-11-21`, whatever the clock of the machine is set to. */
export const dayOf = (moment: Date): string => day.format(moment);
/** The year whose tree of offices holds. */
export const yearOf = (moment: Date): number => Number(dayOf(moment).slice(0, 4));
