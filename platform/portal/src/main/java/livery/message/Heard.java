package livery.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * An operator's last word on one part of a message, or our own. As octets it is its length, its
 * fields and their CRC-32.
 *
 * @param part from 1; {@link InFlight#WHOLE} for all of them
 * @param status the operator's command status, or one of our own below zero
 * @param ref the operator's message id; {@code null} for none
 * @param submittedAt when it was handed over; {@code null} when it never was
 * @param answeredAt to the millisecond
 */
record Heard(
    long messageId, int part, int status, String ref, Instant submittedAt, Instant answeredAt) {

  /** No record is longer. */
  static final int LENGTH_MAX = 512;

  /** As the table takes them (SMPP 3.4 §5.2.23: 64 octets and the end). */
  private static final int REF_MAX = 65;

  private static final int HEAD = Integer.BYTES;
  private static final long NEVER = Long.MIN_VALUE;

  /** Whether it can be written; the table would not take the others either. */
  boolean fits() {
    return ref == null || ref.length() <= REF_MAX;
  }

  /** Writes itself at the beginning of a buffer. */
  void write(ByteBuffer to) {
    var octets = ref == null ? new byte[0] : ref.getBytes(StandardCharsets.UTF_8);
    to.position(HEAD);
    to.putLong(messageId).putInt(part).putInt(status);
    to.putLong(submittedAt == null ? NEVER : submittedAt.toEpochMilli());
    to.putLong(answeredAt.toEpochMilli());
    to.putInt(ref == null ? -1 : octets.length).put(octets);
    to.putInt(0, to.position() - HEAD);
    to.putLong(crc(to.array(), HEAD, to.position() - HEAD));
  }

  /** The next record; {@code null} at the end, or where a kill has left half a record. */
  static Heard read(ByteBuffer from) {
    try {
      var length = from.getInt();
      var begin = from.position();
      if (length <= 0
          || length > from.remaining() - Long.BYTES
          || from.getLong(begin + length) != crc(from.array(), begin, length)) {
        return null;
      }
      var messageId = from.getLong();
      var part = from.getInt();
      var status = from.getInt();
      var submitted = from.getLong();
      var answered = from.getLong();
      var octets = from.getInt();
      var ref = new byte[Math.max(0, octets)];
      from.get(ref).position(begin + length + Long.BYTES);
      return new Heard(
          messageId,
          part,
          status,
          octets < 0 ? null : new String(ref, StandardCharsets.UTF_8),
          submitted == NEVER ? null : Instant.ofEpochMilli(submitted),
          Instant.ofEpochMilli(answered));
    } catch (BufferUnderflowException end) {
      return null;
    }
  }

  private static long crc(byte[] octets, int from, int length) {
    var crc = new CRC32();
    crc.update(octets, from, length);
    return crc.getValue();
  }
}
