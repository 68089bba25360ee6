// The least that a list can cost: node:http, one named query over a pool, its rows as JSON. No accounts, no checks of what
// goes in and out. The query and whose scope it runs in are those of the server that it is compared with.
import http from "node:http";
import pg from "pg";

const { url, text, values, scope, connections } = JSON.parse(process.argv[2] ?? "{}") as { url: string; text: string; values: unknown[]; scope: string; connections: number };
const pool = new pg.Pool({ connectionString: url, max: connections, options: scope });

const server = http.createServer((_request, response) => {
  pool.query({ name: "list", text, values }).then(
    ({ rows }) => {
      const body = JSON.stringify({ items: rows });
      response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) }).end(body);
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
