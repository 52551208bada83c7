package livery.message;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What operators said, from the moment it is heard until the table has it, in files: a portal that
 * is killed in between does not send those texts again. Thread-safe.
 *
 * <p>Each word is written to the operating system before anything comes of it, and not forced to
 * the disk: it outlives the portal's process, not the machine's power. What a kill left half is the
 * end of its file.
 */
final class AnswerJournal implements AutoCloseable {

  /** A file this long takes no more; it goes when the table has all of it. */
  static final int FILE_MAX = 1 << 20;

  private static final String SUFFIX = ".heard";

  private static final System.Logger LOG = System.getLogger(AnswerJournal.class.getName());

  /** One file, with how many of its records are not in the table. */
  private static final class Part {
    final Path path;

    /** Not a channel: those close when a thread that writes is interrupted. */
    final FileOutputStream out;

    long length;
    int open;

    Part(Path path) throws IOException {
      this.path = path;
      this.out = new FileOutputStream(path.toFile());
    }

    void write(byte[] bytes, int count) throws IOException {
      try {
        out.write(bytes, 0, count);
        length += count;
      } catch (IOException failure) {
        out.getChannel().truncate(length);
        throw failure;
      }
    }
  }

  private final Path folder;
  private final Map<Long, List<Heard>> earlier = new HashMap<>();
  private final Map<Long, List<Part>> unstored = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Heard.LENGTH_MAX);
  private Part current;
  private long files;
  private volatile boolean failing;

  private AnswerJournal(Path folder) {
    this.folder = folder;
  }

  /** Whether what is heard is kept now. */
  boolean keeps() {
    return folder != null && !failing;
  }

  /** One that keeps nothing, where the portal has no folder for it. */
  static AnswerJournal none() {
    return new AnswerJournal(null);
  }

  /**
   * Reads what an earlier run left.
   *
   * @param folder of this portal alone; made when it is not there
   * @throws UncheckedIOException when it cannot be read or written
   */
  static AnswerJournal open(Path folder) {
    var journal = new AnswerJournal(folder);
    try {
      Files.createDirectories(folder);
      for (var file : journal.files()) {
        journal.read(file);
      }
      journal.begin();
      return journal;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private void read(Path file) throws IOException {
    var name = file.getFileName().toString();
    files = Math.max(files, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    for (var heard = Heard.read(bytes); heard != null; heard = Heard.read(bytes)) {
      var parts = earlier.computeIfAbsent(heard.messageId(), id -> new ArrayList<>());
      var again = heard.part();
      parts.removeIf(known -> known.part() == again);
      parts.add(heard);
    }
  }

  private void begin() throws IOException {
    current = new Part(folder.resolve("%012d".formatted(++files) + SUFFIX));
  }

  /** The messages of which an earlier run heard something. */
  synchronized Set<Long> messages() {
    return Set.copyOf(earlier.keySet());
  }

  /**
   * Keeps of what an earlier run heard only that of these messages, which still wait in the table,
   * and removes its files.
   */
  synchronized void keepOnly(Collection<Long> waiting) {
    if (folder == null) {
      return;
    }
    earlier.keySet().retainAll(waiting);
    earlier.values().forEach(parts -> parts.forEach(this::write));
    try {
      for (var file : files()) {
        if (!file.equals(current.path) && !isOpen(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "Old answers stay in {0}: {1}", folder, failure);
    }
  }

  private boolean isOpen(Path file) {
    return unstored.values().stream()
        .anyMatch(parts -> parts.stream().anyMatch(part -> part.path.equals(file)));
  }

  /** What an earlier run heard of a message; empty for nothing. */
  synchronized List<Heard> of(long messageId) {
    return List.copyOf(earlier.getOrDefault(messageId, List.of()));
  }

  /** Whether an earlier run heard the last word on every part of the message. */
  synchronized boolean knowsAll(Outgoing message) {
    var parts = earlier.get(message.id());
    return parts != null
        && (parts.size() == message.segments().count()
            || parts.stream().anyMatch(heard -> heard.part() == InFlight.WHOLE));
  }

  /** Writes a word down before anything comes of it. */
  synchronized void heard(Heard heard) {
    if (folder != null && heard.fits()) {
      write(heard);
    }
  }

  /** The table has all of this message now. */
  synchronized void stored(long messageId) {
    earlier.remove(messageId);
    var parts = unstored.remove(messageId);
    if (parts == null) {
      return;
    }
    for (var part : parts) {
      if (--part.open == 0 && part != current) {
        delete(part);
      }
    }
  }

  private void write(Heard heard) {
    try {
      if (current.length >= FILE_MAX) {
        turn();
      }
      heard.write(buffer.clear());
      current.write(buffer.array(), buffer.flip().limit());
      current.open++;
      unstored.computeIfAbsent(heard.messageId(), id -> new ArrayList<>(1)).add(current);
      failing = false;
    } catch (IOException failure) {
      if (!failing) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Answers are not written to {0}, and may go out twice after a kill: {1}",
            folder,
            failure.toString());
      }
      failing = true;
    }
  }

  private void turn() throws IOException {
    var full = current;
    begin();
    if (full.open == 0) {
      delete(full);
    } else {
      full.out.close();
    }
  }

  private static void delete(Part part) {
    try {
      part.out.close();
      Files.deleteIfExists(part.path);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "{0} stays: {1}", part.path, failure.toString());
    }
  }

  /** Leaves the files as they are: what is not in the table is read at the next start. */
  @Override
  public synchronized void close() throws IOException {
    if (current != null) {
      current.out.close();
    }
  }
}
