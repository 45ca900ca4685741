/** Hocuspocus as it comes, in memory; says its port when it listens. */

import { Server } from "@hocuspocus/server"

const server = new Server({ port: 0, address: "127.0.0.1", quiet: true, stopOnSignals: true })
await server.listen()
console.log(JSON.stringify({ port: server.address.port }))
