const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** The day in China, `2026-11-21`: on which a waiver runs out, whatever the server's clock is set to. */
export const today = (): string => day.format(new Date());
