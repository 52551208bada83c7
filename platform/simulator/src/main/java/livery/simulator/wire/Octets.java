package livery.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of octets, written in network order. Not thread-safe. */
public final class Octets {

  private byte[] data = new byte[128];
  private int size;

  public Octets octet(int value) {
    room(1);
    data[size++] = (byte) value;
    return this;
  }

  public Octets half(int value) {
    return octet(value >> 8).octet(value);
  }

  public Octets word(int value) {
    return half(value >> 16).half(value);
  }

  /** The string in Latin-1 and the zero that ends it (§3.1, C-Octet String). */
  public Octets cString(String value) {
    return bytes(value.getBytes(StandardCharsets.ISO_8859_1)).octet(0);
  }

  public Octets bytes(byte[] value) {
    return bytes(value, value.length);
  }

  /** The first octets of an array. */
  public Octets bytes(byte[] value, int count) {
    room(count);
    System.arraycopy(value, 0, data, size, count);
    size += count;
    return this;
  }

  /** An optional parameter (§3.2.4.1). */
  public Octets parameter(int tag, byte[] value) {
    return half(tag).half(value.length).bytes(value);
  }

  public int size() {
    return size;
  }

  /** Forgets what was written and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** The octets themselves, valid up to {@link #size()} until the next change. */
  public byte[] array() {
    return data;
  }

  public byte[] toArray() {
    return Arrays.copyOf(data, size);
  }

  private void room(int more) {
    if (size + more > data.length) {
      data = Arrays.copyOf(data, Math.max(size + more, data.length * 2));
    }
  }
}
