import "./trial.css";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { roles } from "../../workflow/roles.ts";
import { calls } from "../accounts/calls.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";

/** 试用: everybody of the made-up region, office by office; one press and one is that person. */
export function TrialPeoplePage() {
  useTitle("试用：换一个人");
  const { data, error, refetch } = useQuery({ queryKey: ["trial", "people"], queryFn: ({ signal }) => calls.trialPeople({ signal }) });
  // Another person must not see what the one before had open: the page begins anew.
  const becoming = useMutation({ mutationFn: calls.beTrialPerson, onSuccess: () => window.location.assign("/") });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const offices = Map.groupBy(data?.items ?? [], ({ roles: held }) => held[0]?.name ?? "");
  return (
    <div className="sheet">
      <h1>试用：您想以谁的身份来看？</h1>
      <p className="quiet">这里的地区、单位、人员和目标表都是虚构的。点一个人，就以他的身份使用；随时可以再换。</p>
      {!data && <Skeleton active />}
      {becoming.error && <ProblemAlert error={becoming.error} />}
      <div className="trial-offices">
        {[...offices].map(([office, people]) => (
          <section key={office} aria-label={office}>
            <h2>{office}</h2>
            {people.map(({ account, name, roles: held }) => (
              <button key={account} type="button" className="trial-person" disabled={becoming.isPending} onClick={() => becoming.mutate(account)}>
                <strong>{name}</strong> {held.map(({ role }) => roles[role].zh).join("、")}
                <span className="quiet">{held.map(({ role }) => roles[role].may).join("；")}</span>
              </button>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
