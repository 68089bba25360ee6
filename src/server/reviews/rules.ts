import { ruleOf, rules } from "../../review/rules/list.ts";
import { withoutFigures } from "../../review/reports/words.ts";
import { keepRuleDecision, ruleDecisions } from "../../store/reviews/rule-decisions.ts";
import type { App, House } from "../app.ts";
import { RuleDecision, RuleDecisionList, RuleDecisionWish, RuleList, RuleParams } from "./contract.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";

const tags = ["审核规则"];

export function addRuleRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/rules",
    config: { action: "rule.read" },
    schema: { tags, summary: "审核规则目录，和对每条规则现在有效的决定", operationId: "listRules", response: { 200: RuleList.describe("规则"), default: problemAnswer } },
    async handler() {
      const decisions = await ruleDecisions(db);
      return {
        items: rules.map(({ id, title, area, severity, checks, policy, exclusions, fix }) => ({
          id, title: title.zh, area, severity, checks, policy: [...policy], exclusions: [...exclusions], fix: withoutFigures(fix), decision: decisions.find(({ rule }) => rule === id) ?? null,
        })),
      };
    },
  });
  app.route({
    method: "GET",
    url: "/api/rules/decisions",
    config: { action: "rule.read" },
    schema: { tags, summary: "停用规则和更改级别的全部记录，新的在前", operationId: "listRuleDecisions", response: { 200: RuleDecisionList.describe("记录"), default: problemAnswer } },
    handler: async () => ({ items: await ruleDecisions(db) }),
  });
  app.route({
    method: "POST",
    url: "/api/rules/:rule/decisions",
    config: { action: "rule.decide" },
    schema: {
      tags,
      summary: "停用或恢复一条规则，或更改它的级别，写明理由",
      operationId: "decideRule",
      params: RuleParams,
      body: RuleDecisionWish,
      response: { 201: RuleDecision.describe("这次决定"), default: problemAnswer },
    },
    async handler(request, reply) {
      const { id: rule } = found(ruleOf(request.params.rule), "规则");
      return await reply.code(201).send(await keepRuleDecision(db, { ...request.body, rule, person: request.actor.name }, witnessOf(request, "rule.decide")));
    },
  });
}
