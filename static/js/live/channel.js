/** The Socket.IO connection under the room's socket. */

import { io } from "socket.io-client"

/** @param {() => {csrf: string, peer: string}} auth as it is now */
export function channelWith(auth) {
  return io(`${location.origin}/live`, {
    transports: ["websocket"], reconnectionDelay: 200, reconnectionDelayMax: 500, auth: give => give(auth()),
  })
}
