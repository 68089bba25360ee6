import { findPerson, keepPerson } from "../store/person.ts";
import type { App, House } from "./app.ts";
import { Person, PersonAnswer } from "./contract.ts";
import { problemAnswer } from "./problems.ts";

export function addPersonRoutes(app: App, { db }: House): void {
  const answers = { 200: PersonAnswer.describe("本机使用人；还没有登记时为 null"), default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/person",
    config: { action: "house.read" },
    schema: { tags: ["使用人"], summary: "本机使用人", operationId: "getPerson", response: answers },
    handler: async () => ({ person: await findPerson(db) }),
  });
  app.route({
    method: "PUT",
    url: "/api/person",
    config: { action: "person.write" },
    schema: {
      tags: ["使用人"],
      summary: "登记或更改本机使用人的姓名",
      operationId: "putPerson",
      body: Person,
      response: answers,
    },
    handler: async (request) => ({ person: await keepPerson(db, request.body.name) }),
  });
}
