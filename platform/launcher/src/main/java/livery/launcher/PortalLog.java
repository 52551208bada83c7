package livery.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What the portal writes, and the last few files before it: {@code portal.log}, {@code
 * portal.1.log} … {@code portal.5.log}, the highest the oldest. A new file begins with each start
 * of the portal, and when one has grown too large.
 *
 * <p>The portal writes by itself, at the file's end, so that it goes on when the launcher is gone;
 * a file that has grown too large is copied away and emptied.
 */
final class PortalLog {

  /** How many are kept besides the one that is written. */
  static final int KEPT = 5;

  static final long MOST_BYTES = 20_000_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

  private final Path folder;
  private final long mostBytes;

  PortalLog(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  Path file() {
    return folder.resolve("portal.log");
  }

  private Path kept(int number) {
    return folder.resolve("portal." + number + ".log");
  }

  /** Puts the file of the last start away. */
  void begin() throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(file()) && Files.size(file()) > 0) {
      shift();
      Files.move(file(), kept(1), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void shift() throws IOException {
    for (var number = KEPT - 1; number >= 1; number--) {
      if (Files.exists(kept(number))) {
        Files.move(kept(number), kept(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Begins a new file when this one has grown too large. */
  void look() throws IOException {
    if (!Files.exists(file()) || Files.size(file()) <= mostBytes) {
      return;
    }
    shift();
    Files.copy(file(), kept(1), StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  /** Looks again and again while the process lives. */
  void watch(Process process) {
    var thread = new Thread(() -> lookWhile(process), "portal-log");
    thread.setDaemon(true);
    thread.start();
  }

  private void lookWhile(Process process) {
    try {
      while (!process.waitFor(LOOK_EVERY.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        look();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The portal's log could not be put away", failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
