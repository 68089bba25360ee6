import type { Declaration } from "../../declaration/schema.ts";
import type { Place } from "../../place.ts";
import { useSelection } from "./selection.tsx";
import { InlineChecks } from "../checks/inline.tsx";
import { mergedWith } from "./levels.ts";
import { covers } from "./paths.ts";
import { targetWords } from "./target.ts";
import { CheckWords, DoubtWords } from "./value.tsx";
import { nameOfPath } from "./words.ts";

function understood(declaration: Declaration, path: string): string | null {
  const item = /^indicators\[(\d+)\]\.(target|actual)$/.exec(path);
  if (item === null) return null;
  const target = declaration.indicators[Number(item[1])]?.[item[2] === "actual" ? "actual" : "target"];
  return target ? targetWords(target) : null;
}

/** Beyond this many, places are only counted. */
const placesTold = 3;

function whereabouts(places: Place[]): string {
  const labels = [...new Set(places.map(({ label }) => label))];
  if (labels.length === 0) return "来源文件中没有单独的位置";
  const told = labels.slice(0, placesTold).join("；");
  return labels.length > placesTold ? `${told} 等 ${labels.length} 处` : told;
}

interface Props {
  declaration: Declaration;
  selected: string | null;
  places: Place[];
}

/** What is known of the selected value: its name, where it stands, how it was understood, why it is doubted. */
export function AboutValue({ declaration, selected, places }: Props) {
  const { checks } = useSelection();
  if (selected === null) return <span className="quiet">点选左边的值，这里显示它在原文中的位置；也可以点原文，找到左边的值。</span>;
  const words = understood(declaration, selected);
  const doubts = declaration.doubts.filter((doubt) => doubt.path !== "" && (covers(selected, doubt.path) || covers(doubt.path, selected)));
  const checked = [...checks.values()].filter(({ path }) => covers(selected, path));
  return (
    <>
      <strong>{nameOfPath(selected)}</strong>
      <span className="place">{whereabouts(places)}</span>
      {words !== null && <span className="understood">{words}</span>}
      {doubts.length === 0 && !selected.startsWith("problems[") && <InlineChecks key={selected} paths={mergedWith(declaration, selected)} doubted={[]} />}
      {doubts.length > 0 && (
        <span className="about-doubts">
          <DoubtWords doubts={doubts} />
        </span>
      )}
      {checked.length > 0 && (
        <span className="about-checks">
          <CheckWords checks={checked} />
        </span>
      )}
    </>
  );
}
