// Every rule of the catalogue, in its order; a test proves that this list and the folder agree.
import type { Rule } from "../rule.ts";
import { app01 } from "./app-01-cost-as-rate.ts";
import { app02 } from "./app-02-count-in-percent.ts";
import { app03 } from "./app-03-target-cannot-be-judged.ts";
import { app04 } from "./app-04-quantity-capped.ts";
import { app05 } from "./app-05-negative-direction.ts";
import { app06 } from "./app-06-unit-missing.ts";
import { app07 } from "./app-07-quantity-as-rate.ts";
import { app08 } from "./app-08-compound.ts";
import { app09 } from "./app-09-comparator-missing.ts";
import { app10 } from "./app-10-target-in-description.ts";
import { app11 } from "./app-11-cumulative-as-annual.ts";
import { comp01 } from "./comp-01-no-cost.ts";
import { comp02 } from "./comp-02-no-output.ts";
import { comp03 } from "./comp-03-no-benefit.ts";
import { comp04 } from "./comp-04-no-satisfaction.ts";
import { comp05 } from "./comp-05-required-empty.ts";
import { comp06 } from "./comp-06-goal-is-label.ts";
import { comp07 } from "./comp-07-goal-not-measurable.ts";
import { comp08 } from "./comp-08-goal-cut-off.ts";
import { comp09 } from "./comp-09-vague-basis.ts";
import { comp10 } from "./comp-10-too-little-to-judge.ts";
import { cons01 } from "./cons-01-unit-differs.ts";
import { cons02 } from "./cons-02-target-differs.ts";
import { cons03 } from "./cons-03-name-differs.ts";
import { cons04 } from "./cons-04-long-term-missing.ts";
import { cons05 } from "./cons-05-scopes-identical.ts";
import { cons06 } from "./cons-06-year-conflict.ts";
import { cons07 } from "./cons-07-duplicates.ts";
import { cons08 } from "./cons-08-boilerplate.ts";
import { cons09 } from "./cons-09-goal-and-target.ts";
import { cons10 } from "./cons-10-contradiction.ts";
import { cons11 } from "./cons-11-other-subject.ts";
import { feas01 } from "./feas-01-impossible-value.ts";
import { feas02 } from "./feas-02-everybody-satisfied.ts";
import { feas03 } from "./feas-03-duty-below-full.ts";
import { feas04 } from "./feas-04-deadline-outside.ts";
import { feas05 } from "./feas-05-spending-at-year-end.ts";
import { fund01 } from "./fund-01-sources-add-up.ts";
import { fund02 } from "./fund-02-parts-fit-budget.ts";
import { fund03 } from "./fund-03-costs-fit-budget.ts";
import { fund04 } from "./fund-04-spending-plan.ts";
import { fund05 } from "./fund-05-stated-totals.ts";
import { fund06 } from "./fund-06-amounts-agree.ts";
import { fund07 } from "./fund-07-money-units.ts";
import { rel01 } from "./rel-01-figure-not-carried.ts";
import { rel02 } from "./rel-02-item-without-indicator.ts";
import { rel03 } from "./rel-03-unrelated-indicator.ts";
import { rel04 } from "./rel-04-goal-restates-use.ts";
import { rel05 } from "./rel-05-description-contradicts.ts";
import { rel06 } from "./rel-06-satisfaction-as-benefit.ts";
import { rel07 } from "./rel-07-wrong-class.ts";
import { rel08 } from "./rel-08-wrong-respondents.ts";
import { rel09 } from "./rel-09-cost-without-output.ts";
import { rel10 } from "./rel-10-other-project.ts";
import { rel11 } from "./rel-11-slogan.ts";
import { style01 } from "./style-01-class-name.ts";
import { style02 } from "./style-02-name-form.ts";
import { style03 } from "./style-03-description-repeats.ts";
import { style04 } from "./style-04-vague-name.ts";
import { style05 } from "./style-05-named-after-category.ts";
import { style06 } from "./style-06-typos.ts";
import { weight01 } from "./weight-01-weights-add-up.ts";

export const rules: readonly Rule[] = [
  comp01,
  comp02,
  comp03,
  comp04,
  comp05,
  comp06,
  comp07,
  comp08,
  comp09,
  comp10,
  rel01,
  rel02,
  rel03,
  rel04,
  rel05,
  rel06,
  rel07,
  rel08,
  rel09,
  rel10,
  rel11,
  app01,
  app02,
  app03,
  app04,
  app05,
  app06,
  app07,
  app08,
  app09,
  app10,
  app11,
  feas01,
  feas02,
  feas03,
  feas04,
  feas05,
  fund01,
  fund02,
  fund03,
  fund04,
  fund05,
  fund06,
  fund07,
  weight01,
  cons01,
  cons02,
  cons03,
  cons04,
  cons05,
  cons06,
  cons07,
  cons08,
  cons09,
  cons10,
  cons11,
  style01,
  style02,
  style03,
  style04,
  style05,
  style06,
];

export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id.toUpperCase());
