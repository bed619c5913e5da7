export interface StackView {
  /** The first lines and those of the application's own code. */
  shown: string[]
  /** How many framework lines are left out of it. */
  hidden: number
}

const FRAMEWORK = /^\s*at (?:java\.|javax\.|jdk\.|sun\.|jakarta\.|io\.micronaut\.|io\.netty\.|reactor\.|org\.apache\.kafka\.|dev\.strand\.(?:handler|processor)\.)/

/** Folds the frames that say nothing about the failure itself. */
export function foldStack(stack: string): StackView {
  const lines = stack.split('\n').filter((line) => line.trim() !== '')
  const shown = lines.filter((line) => !FRAMEWORK.test(line) && !/java\.base\//.test(line))
  return { shown, hidden: lines.length - shown.length }
}

/** "java.net.http.HttpTimeoutException" -> "HttpTimeoutException". */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}
