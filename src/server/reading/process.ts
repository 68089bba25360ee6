// Runs as a process of its own for `apart.ts`: reads one file, under the same limits as ever.
import { DabiaoError } from "../../problem.ts";
import type { ApartAnswer, ApartRequest } from "./apart.ts";
import { startReader } from "./reading.ts";

process.on("disconnect", () => process.exit());
process.once("message", ({ bytes, name, house }: ApartRequest) => {
  startReader()
    .read(bytes, name, house)
    .then(
      (document) => ({ document }),
      (error: unknown) => {
        if (!(error instanceof DabiaoError)) throw error;
        const { code, message, hint, at } = error;
        return { refused: { code, message, hint, at } };
      },
    )
    .then((answer: ApartAnswer) => process.send?.(answer));
});
