// The least that a list can cost: node:http, one named query over connections that are open, its rows as JSON. No accounts,
// no checks of what goes in and out. Each person has a connection in their scope; /3 answers with the list of the fourth.
import http from "node:http";
import pg from "pg";

const { url, people } = JSON.parse(process.argv[2] ?? "{}") as { url: string; people: { text: string; values: unknown[]; scope: string }[] };
const connected = await Promise.all(
  people.map(async ({ text, values, scope }) => {
    const client = new pg.Client({ connectionString: url, options: scope });
    await client.connect();
    return { client, query: { name: "list", text, values } };
  }),
);

const server = http.createServer((request, response) => {
  const person = connected[Number(request.url?.slice(1))];
  if (!person) {
    response.writeHead(404).end();
    return;
  }
  person.client.query(person.query).then(
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
