package livery.smpp;

import org.jsmpp.bean.Command;

/** What answers the requests that carry messages: the message path, or a test. */
@FunctionalInterface
interface Requests {

  /**
   * Handles one deliver_sm or data_sm. Called by the reading thread, must not wait. The session is
   * owed one {@link Session#respond}, on any thread, unless this throws.
   *
   * @param octets the whole PDU
   */
  void handle(Session session, Command header, byte[] octets) throws Delivered.Malformed;
}
