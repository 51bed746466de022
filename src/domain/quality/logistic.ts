/** The logistic function: any number to a chance between 0 and 1. */
export function logistic (z: number): number {
  return 1 / (1 + Math.exp(-z))
}

export function clamp (value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
