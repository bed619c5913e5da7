// Builds and tests the page for Maven: installs the libraries where the lock file has changed, builds and tests where
// anything has. Says one line per step; the tools' own words only where one fails.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`The page is built with Node 20.19 or newer, got: ${process.versions.node}. -DskipDashboard builds without it.`)
}
const options = process.argv.slice(2)
const out = options.find((option) => option.startsWith('--out='))?.slice(6) ?? 'dist'
const skipsTests = options.includes('--skip-tests=true')

const lock = hash(['package-lock.json', 'package.json', '.npmrc'])
const generated = join('src', 'api', 'generated')
const documents = ['../status-api/src/main/resources/strand-openapi-status-api.json', '../ingest-service/src/main/resources/strand-openapi-ingest.json']
const written = files('src').filter((path) => !path.startsWith(generated))
const sources = hash([...written, ...files('public'), ...files('test'), ...documents, 'index.html', 'types.mjs', 'vite.config.ts', 'tsconfig.json'], lock)
const installed = join('node_modules', '.strand-installed')
const built = join('target', 'page-built')
const tested = join('target', 'page-tested')
mkdirSync('target', { recursive: true })

step(installed, lock, 'installed its libraries', () => npm('ci', '--prefer-offline', '--no-audit', '--no-fund'))
step(built, `${sources} ${out}`, 'built', () => {
  npm('run', 'check', '--silent')
  npm('run', 'bundle', '--silent', '--', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn')
}, join(out, 'index.html'))
if (!skipsTests) {
  step(tested, sources, 'tested', () => npm('test', '--silent', '--', '--reporter=dot'))
}

/** Does something unless it was done for the same input before and its product is still there. */
function step(stamp, input, name, action, product = stamp) {
  if (existsSync(stamp) && existsSync(product) && readFileSync(stamp, 'utf8') === input) {
    return
  }
  rmSync(stamp, { force: true })
  const start = Date.now()
  action()
  writeFileSync(stamp, input)
  console.log(`The page: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
}

function npm(...args) {
  const run = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (run.status !== 0) {
    console.error(run.stdout ?? '', run.stderr ?? '')
    fail(run.error ? `npm cannot be run (${run.error.message}); it comes with Node.` : `npm ${args.join(' ')} failed; what it said is above.`)
  }
}

function files(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : []
}

function hash(paths, seed = '') {
  const digest = createHash('sha256').update(seed)
  for (const path of paths) {
    digest.update(path).update(readFileSync(path))
  }
  return digest.digest('hex')
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
