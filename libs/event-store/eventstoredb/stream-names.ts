/** How streams are called on the server: as here, after the installation's prefix where several share a server. */
export class StreamNames {
  private readonly before: string
  /** By which the server (.NET) knows this installation's streams; everything else in $all (system events, other products) is not ours. */
  readonly regex: string

  constructor(prefix: string) {
    if (!/^[a-z0-9_]*$/.test(prefix)) throw new RangeError(`a prefix has lower-case letters, digits and _ only: ${prefix}`)
    this.before = prefix && `${prefix}:`
    this.regex = `^${this.before}[a-zA-Z]+-[a-z0-9][a-z0-9_]{0,31}\\.`
  }

  onServer(stream: string): string {
    return this.before + stream
  }

  here(streamId: string): string {
    return streamId.slice(this.before.length)
  }
}
