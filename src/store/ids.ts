import { randomBytes } from "node:crypto";

let lastMoment = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562). Made here and not in the database, because PostgreSQL knows `uuidv7()` only from 18 on.
 * Within one process a later id always sorts after an earlier one, so that order of creation is order of id.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMoment) {
    lastMoment = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    // The clock stood still (or went back) for 4,096 ids: borrow the next millisecond rather than lose the order.
    lastMoment++;
    counter = 0;
  }
  const moment = lastMoment.toString(16).padStart(12, "0");
  const random = randomBytes(8);
  random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
  const tail = random.toString("hex");
  const order = counter.toString(16).padStart(3, "0");
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/**
 * Lets every id from now on sort after this one. Whatever holds because it is the latest is found by its id; a clock that
 * was ahead and was put right must not make the acts of before look like the latest.
 */
export function idsAfter(id: string): void {
  lastMoment = Math.max(lastMoment, Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
  counter = 0xfff;
}
