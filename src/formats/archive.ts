import { DabiaoError } from "../problem.ts";
import { Zip } from "./zip.ts";

/** Files of one archive. */
export const maxMembers = 10_000;

/** A file of an archive; it is unpacked when its bytes are asked for, and may turn out to be broken only then. */
export interface Member {
  /** `archive.zip!/path`, as the archive says it: for people to read, never a path to write to. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What systems put into archives beside the user's files. */
const besides = /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)|Thumbs\.db$|desktop\.ini$|~\$)/i;

/**
 * The files of a zip archive in its order, without folders and what systems add.
 * @param largest bytes that a member may claim or have
 * @throws DabiaoError FORMAT-03 for too many files; what is wrong with one member comes when its bytes are asked for
 */
export function* membersOf(archive: Uint8Array, archiveName: string, largest: number): Generator<Member> {
  const zip = new Zip(archive);
  const entries = [...zip.entries.values()].filter(({ name }) => !name.endsWith("/") && !besides.test(name));
  if (entries.length > maxMembers) {
    throw new DabiaoError("FORMAT-03", { message: `“${archiveName}”里有 ${entries.length} 个文件，超过 ${maxMembers} 个的上限。`, hint: "请分成几个压缩包后再导入。" });
  }
  for (const entry of entries) {
    const name = `${archiveName}!/${entry.name}`;
    yield {
      name,
      get bytes() {
        if (entry.unpacked > largest) {
          throw new DabiaoError("READ-12", {
            message: `“${name}”有 ${Math.ceil(entry.unpacked / 1024 / 1024)} MB，超过 ${largest / 1024 / 1024} MB 的上限。`,
            hint: "请拆成几个较小的文件后再导入。",
          });
        }
        return zip.member(entry.name);
      },
    };
  }
}
