// The scenarios that come along, by the path of the file that each stands in.

const texts: Readonly<Record<string, string>> = import.meta.glob<string>(
  '../../../rules/sets/*/{examples,starts}/*.json',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)

export default texts
