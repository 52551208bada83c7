package livery.simulator.wire;

/** bind_receiver, bind_transmitter or bind_transceiver (§4.1), as far as the simulator asks. */
public record BindRequest(String systemId, String password, String systemType) {

  /**
   * @throws BadPdu when the body is cut short
   */
  public static BindRequest parse(byte[] body) {
    var in = new Cursor(body);
    var bind =
        new BindRequest(
            in.cString("system_id", 16),
            in.cString("password", 16), // nine by the book; real systems take longer ones
            in.cString("system_type", 13));
    in.bytes(3);
    in.cString("address_range", 41);
    return bind;
  }
}
