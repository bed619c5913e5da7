// Generates the types of the HTTP interfaces from their OpenAPI documents into src/api/generated, which is kept out of
// version control: a document that changes changes the types, and what no longer fits fails the check.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapi, { astToString } from 'openapi-typescript'

const FOLDER = join('src', 'api', 'generated')
const DOCUMENTS = {
  status: '../status-api/src/main/resources/strand-openapi-status-api.json',
  ingest: '../ingest-service/src/main/resources/strand-openapi-ingest.json',
}

mkdirSync(FOLDER, { recursive: true })
for (const [name, path] of Object.entries(DOCUMENTS)) {
  const types = astToString(await openapi(JSON.parse(readFileSync(path, 'utf8')), { defaultNonNullable: false }))
  writeFileSync(join(FOLDER, `${name}.ts`), `// Generated from the OpenAPI document; changes here are lost.\n${types}`)
}
