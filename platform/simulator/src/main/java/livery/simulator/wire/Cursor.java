package livery.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a PDU's body from front to back; what is cut short is a {@link BadPdu}. */
final class Cursor {

  private final byte[] data;
  private int at;

  Cursor(byte[] data) {
    this.data = data;
  }

  int octet() {
    need(1);
    return data[at++] & 0xFF;
  }

  int half() {
    return octet() << 8 | octet();
  }

  byte[] bytes(int count) {
    need(count);
    at += count;
    return Arrays.copyOfRange(data, at - count, at);
  }

  /**
   * A C-octet string.
   *
   * @param limit most octets, the ending zero included
   */
  String cString(String field, int limit) {
    int end = at;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    if (end == data.length || end - at >= limit) {
      throw BadPdu.body(field + " must end with a zero within " + limit + " octets");
    }
    var value = new String(data, at, end - at, StandardCharsets.ISO_8859_1);
    at = end + 1;
    return value;
  }

  boolean atEnd() {
    return at >= data.length;
  }

  private void need(int count) {
    if (data.length - at < count) {
      throw BadPdu.body("the body ends " + (count - data.length + at) + " octets too early");
    }
  }
}
