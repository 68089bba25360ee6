// `npm run workflow:page` writes docs/workflow.md from the tables of src/workflow/.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { deadlineKindIds, deadlineKinds, publicationDays } from "../../src/workflow/deadlines.ts";
import { evidenceKinds } from "../../src/formats/evidence.ts";
import { guards, type GuardId } from "../../src/workflow/guards.ts";
import { permissions, type Action } from "../../src/workflow/permissions.ts";
import { type RoleId, roleIds, roles } from "../../src/workflow/roles.ts";
import { adjustmentStateIds, adjustmentStates, goalStateIds, goalStates } from "../../src/workflow/states.ts";
import { adjustmentActions, adjustmentTransitions, goalActions, goalTransitions } from "../../src/workflow/transitions.ts";

const row = (...cells: string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: string[], rows: string[][]): string => [row(...head), row(...head.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");
const who = (ids: readonly RoleId[]): string => (ids.length === 0 ? "the system" : ids.map((id) => `${roles[id].zh} \`${id}\``).join("<br>"));
const conditions = (ids: readonly GuardId[]): string => ids.map((id) => guards[id].zh).join("；") || "—";

const circleNames = { unit: "the unit", department: "the unit and its department", finance: "unit, department and finance bureau", public: "everybody" } as const;

const sections: readonly (() => string)[] = [
  () => `# The way of a target through the year

Generated from \`src/workflow/\` by \`npm run workflow:page\`; a test holds this page against the code. The server, the page and this text read the same tables, so none of them can say anything else.

One function (\`act\` in \`store/goals/goals.ts\`) takes every step. In one transaction it locks the row, asks for the role at the table's own offices, the revision that was seen, the state and the guards, then changes the row and writes the version, the step and the audit event. A refusal says all that is missing.`,
  () => `## States of a goal record

${table(["state", "Chinese", "may be edited", "open to", "meaning"], goalStateIds.map((id) => [`\`${id}\``, goalStates[id].zh, goalStates[id].frozen ? "no" : "yes", circleNames[goalStates[id].circle], goalStates[id].meaning]))}`,
  () => `## Steps

${table(["step", "Chinese", "from → to", "who", "only if", "leaves a version"], goalActions.map((id) => {
    const { zh, from, to, roles: may, guards: asked, version } = goalTransitions[id];
    return [`\`${id}\``, zh, `${from.map((state) => `\`${state}\``).join(" ")} → \`${to}\``, who(may), conditions(asked), version ? "yes" : ""];
  }))}

A record that was handed in once cannot be deleted in any state. 下达控制数 (\`fin-biz\`), 一级、二级项目 (\`dept\`) and 涉密 (\`unit-clerk\`, \`unit-head\`) are set beside the way; each is a step of the history and an event too.`,
  () => `## Corrections

Grade 良 lets a reviewer correct a table where it lies instead of returning it. The desk proposes (修改建议): of its opinions item by item those that say what to write where, each kept as a remark of the step. While the proposal waits the content is frozen, so what it would make of the table follows from the remarks and is kept only once (\`workflow/corrections.ts\`). The unit's head sees it field by field (\`GET /api/declarations/{id}/correction\`) and agrees or refuses with words; the desk may take it back. Agreed, the content is the proposed one and a version of its own; the state, the grade and the opinions given stay, the findings are counted again. While one waits the table goes no further and no other is proposed; if it is returned meanwhile, the proposal has lapsed. An error in the proposed content stands in the way as it does when a table is handed in.`,
  () => `## Adjustments

What was approved changes by an adjustment alone; a record has at most one that is open. Approved, its content is in force as the next version, and number, date and amount of the approval are those of the adjustment; the record stays approved or public.

${table(["state", "Chinese", "may be edited", "open to"], adjustmentStateIds.map((id) => [`\`${id}\``, adjustmentStates[id].zh, adjustmentStates[id].frozen ? "no" : "yes", circleNames[adjustmentStates[id].circle]]))}

${table(["step", "Chinese", "from → to", "who", "only if"], adjustmentActions.map((id) => {
    const { zh, from, to, roles: may, guards: asked } = adjustmentTransitions[id];
    return [`\`${id}\``, zh, `${from.map((state) => `\`${state}\``).join(" ")} → \`${to}\``, who(may), conditions(asked)];
  }))}`,
  () => `### Files and hints

While the unit works on an adjustment it adds files that say why (at most 20 of 20 MiB: ${evidenceKinds}; told by their content). They are kept as imported files are, by their hash; whoever sees the adjustment downloads them, of a secret table its unit alone; adding and removing are events, and nothing changes any more once it is handed in.

Beside an adjustment stands what its reviewer should look at (\`workflow/adjustment-hints.ts\`), each with where it is written; nothing of it forbids: a target that promises less, an indicator that is taken away, another budget, an adjustment of the last quarter or after the year, a change of what was remarked on before the approval. Whether a target only follows what was reached cannot be told before there is monitoring.`,
  () => `## Guards

${table(["guard", "says"], Object.entries(guards).map(([id, { zh }]) => [`\`${id}\``, zh]))}

Facts are computed in the transaction of the step: errors by the real review, with what was waived left out; the grade from the opinion that the desk gave since the record came to it (told by revisions, not by clocks); whether something changed since a return, by the difference of the contents.`,
  () => `## Who sees what

A record is open to its unit from the beginning, to its department once it was reported, to the finance bureau once it was forwarded, and stays so. While the unit works on it again, the others see the version that they were handed, as 被退回: in lists, on its page, in reviews and in the history. A third party sees what it was asked about. A file is opened by its unit, and by who sees every table in it.

What is 涉密 is left out of sets, books, reports, workbooks and approvals that go out together, which say how many were left out; findings in them quote no secret table, and the prose of a file that holds one stays out. Its unit prints it alone, and is the only one to download the files of its adjustments: others see what they are called, and ask the unit for them as its rules for secret papers have it. A test asks every operation of the API.

The history of a table (经过) tells each what is theirs to know: [audit](audit.md).`,
  () => `## Deadlines

${table(["deadline", "Chinese", "concerns"], deadlineKindIds.map((id) => [`\`${id}\``, deadlineKinds[id].zh, deadlineKinds[id].states.map((state) => `\`${state}\``).join(" ")]))}

They are set for a region and year. Where none is set for publication, it is due ${publicationDays} days after approval. What is overdue is listed, never moved by itself. But when the day of the archive is over, the house closes what was approved or is public in that region and year (\`store/goals/archive.ts\`): the step, a version and the event as with any other step, by 系统. A table with an open adjustment waits until that is done with. Without such a day nothing is archived.`,
  () => `## Roles and what they may do

${table(["role", "Chinese", "held at a", "duty"], roleIds.map((id) => [`\`${id}\``, roles[id].zh, roles[id].at, roles[id].may]))}

A program acts with an access token of the scope that the last column names; where it names none, only a person does it.

${table(["action", "Chinese", "who", "token"], (Object.keys(permissions) as Action[]).map((id) => {
    const { zh, who: may, scope } = permissions[id];
    return [`\`${id}\``, zh, typeof may === "string" ? { anyone: "anybody", "signed-in": "whoever is signed in" }[may] : may.map((role) => `\`${role}\``).join(" ") || "the one local person", scope === null ? "—" : `\`${scope}\``];
  }))}`,
  () => `## Two at once

Every draft and step says which revision was seen (\`If-Match\`). Who comes second gets 412 with both contents and what is different between them; nothing is overwritten unseen. A write with an \`Idempotency-Key\` is carried out once: sent again it gets the same answer, another request under the key is refused (409).`,
];

export const workflowPage = (): string => `${sections.map((section) => section()).join("\n\n")}\n`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(new URL("../../docs/workflow.md", import.meta.url), workflowPage());
