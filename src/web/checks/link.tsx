import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countsQuery } from "./queries.ts";

/** 核对 in the main navigation, with how many values are waiting. */
export function ChecksLink() {
  const { data } = useQuery(countsQuery({}));
  const total = data?.total ?? 0;
  return (
    <Link to="/checks">
      核对
      {total > 0 && (
        <>
          <span className="nav-count" aria-hidden>
            {total > 9999 ? "9999+" : total}
          </span>
          <span className="unseen">（{total} 处待核对）</span>
        </>
      )}
    </Link>
  );
}
