package livery.post;

import java.util.List;

/**
 * A letter.
 *
 * @param fromName whose name stands before the portal's own address: a brand
 * @param replyTo where answers go; empty for the portal's address
 * @param files what is attached; empty for a plain text
 * @param stop the address that ends letters of this kind with one POST; empty where there is none
 */
public record Letter(
    String to,
    String fromName,
    String replyTo,
    String subject,
    String text,
    List<File> files,
    String stop) {

  /** Something attached. */
  public record File(String name, String type, byte[] bytes) {}

  public Letter {
    files = List.copyOf(files);
  }

  /** A letter that was asked for, or that has to be. */
  public Letter(
      String to, String fromName, String replyTo, String subject, String text, List<File> files) {
    this(to, fromName, replyTo, subject, text, files, "");
  }
}
