// A part of the page that is fetched when it is needed.

export class Chunk<Part> {
  part: Part | undefined // once it is there

  constructor(private readonly fetch: () => Promise<{ readonly default: Part }>) {}

  async load(): Promise<Part> {
    return (this.part ??= (await this.fetch()).default)
  }
}
