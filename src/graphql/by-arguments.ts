/** One loader for each set of arguments that the fields of a request have. */
export function byArguments<Args, Loader> (create: (args: Args) => Loader): (args: Args) => Loader {
  const loaders = new Map<string, Loader>()
  return args => {
    const key = JSON.stringify(args)
    const present = loaders.get(key)
    if (present) return present
    const made = create(args)
    loaders.set(key, made)
    return made
  }
}
