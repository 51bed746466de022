/** Floats agree to this. */
const PRECISION = 1e-9

interface Assertions {
  equal (actual: unknown, expected: unknown, message: string): unknown
  ok (value: unknown, message: string): unknown
}

/** Asserts that two numbers agree to 1e-9; a null agrees with null alone. */
export function near (t: Assertions, actual: number | null, expected: number | null, what: string): void {
  if (actual === null || expected === null) t.equal(actual, expected, what)
  else t.ok(isNear(actual, expected), `${what}: ${actual} is ${expected}`)
}

/** Whether two numbers agree to 1e-9; infinities of one sign do. */
export function isNear (a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= PRECISION
}
