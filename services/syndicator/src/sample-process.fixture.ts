import { openSampleLogs, startSampleSyndicator } from './sample-syndicator.fixture.ts'

/** Follows a log on disk and says how far it is, until it is killed. Arguments: `log.db`, `feeds.db`. */
const [, , logFile = '', databaseFile = ''] = process.argv
const logs = openSampleLogs('sample', logFile)
const { syndicator } = await startSampleSyndicator([], { databaseFile, logs, wait: false })
setInterval(() => {
  void syndicator.position.current().then((position) => process.stdout.write(`${position}\n`))
}, 1)
