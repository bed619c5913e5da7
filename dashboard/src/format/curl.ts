/** A command to paste into a POSIX shell. */
export function curl(method: string, url: string, body?: unknown): string {
  const lines = [`curl -s ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`]
  if (body !== undefined) {
    lines.push(`  -H 'Content-Type: application/json'`, `  -d ${quoted(JSON.stringify(body))}`)
  }
  return lines.join(' \\\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
