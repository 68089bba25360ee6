import { walkHolds } from "./walk-holds.ts";

walkHolds("alone", "the form that was made of an unknown layout stands among the forms", /重点事项一览[\s\S]*考核要点/);
