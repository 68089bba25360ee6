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
