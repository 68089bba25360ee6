import dayjs from "dayjs";

/** A moment of the API (UTC) in the reader's time. */
export const moment = (utc: string): string => dayjs(utc).format("YYYY-MM-DD HH:mm");
