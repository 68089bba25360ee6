import type { Migration } from "./migration.ts";

/** Row policies of projects: a unit sees its own, others those that they see a declaration of. */
export const projectWalls: Migration = {
  number: 10,
  name: "project-walls",
  sql: `
    alter table project enable row level security;
    alter table project force row level security;
    create policy seen on project using (
      (select dabiao_system())
      or office_id = any ((select dabiao_offices('units'))::uuid[])
      or exists (select from declaration where declaration.project_id = project.id)
    );
    alter table project_pair enable row level security;
    alter table project_pair force row level security;
    create policy seen on project_pair using (
      (select dabiao_system())
      or (exists (select from project where project.id = one_id) and exists (select from project where project.id = other_id))
    );
  `,
};
