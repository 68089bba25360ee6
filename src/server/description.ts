import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import packageJson from "../../package.json" with { type: "json" };
import type { App } from "./app.ts";

/** Describes the API from the schemas that validate it: OpenAPI 3.1 for programs, a page for people. Before the routes. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "达标 API",
        version: packageJson.version,
        description: "预算绩效目标表的导入、查询和来源。出错时答复 application/problem+json。",
      },
    },
    transform: withUpload,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    theme: { title: "达标 API" },
    uiConfig: { docExpansion: "list", layout: "BaseLayout" },
  });
  app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
}

/** An upload is read as a stream and not validated as a body, but it is described as one. */
const uploadBody = { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } };

const withUpload: typeof jsonSchemaTransform = (document) => {
  const { schema: described, url } = jsonSchemaTransform(document);
  // What somebody does who calls it: the key into the table of permissions.
  const schema = { ...described, "x-action": document.route.config?.action };
  return { schema: schema.consumes?.includes("multipart/form-data") ? { ...schema, body: uploadBody } : schema, url };
};

type Description = ReturnType<typeof jsonSchemaTransformObject>;

/** The provider lists each schema twice, as taken and as given; only those that something refers to stay. */
function withoutUnused(description: Description): Description {
  if (!("components" in description) || !description.components?.schemas) return description;
  const all = description.components.schemas;
  const used = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(description.paths);
  const schemas = Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => used.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { ...description, components: { ...description.components, schemas } } as Description;
}
