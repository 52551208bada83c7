package livery.st;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a disk slow for one process while it runs: a library for {@code LD_PRELOAD} in which each
 * flush takes longer while a file is there, since the disk of a virtual machine often answers
 * before anything is written.
 */
final class SlowDisk {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <unistd.h>
      static void slower(void) {
        if (access("SWITCH", F_OK) == 0) {
          usleep(MICROS);
        }
      }
      int fsync(int file) {
        slower();
        return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file);
      }
      int fdatasync(int file) {
        slower();
        return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file);
      }
      """;

  private final Path library;
  private final Path whileThere;

  private SlowDisk(Path library, Path whileThere) {
    this.library = library;
    this.whileThere = whileThere;
  }

  /** A disk that is quick until it is told to be slow; empty where there is no C compiler. */
  static Optional<SlowDisk> of(Duration slower) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/cc"))) {
      return Optional.empty();
    }
    var folder = Files.createTempDirectory("livery-disk");
    var source = folder.resolve("slow.c");
    var library = folder.resolve("slow.so");
    var whileThere = folder.resolve("slow");
    Files.writeString(
        source,
        SOURCE
            .replace("SWITCH", whileThere.toString())
            .replace("MICROS", Long.toString(slower.toNanos() / 1_000)));
    var compiler =
        new ProcessBuilder(
                "/usr/bin/cc",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .inheritIO()
            .start();
    return compiler.waitFor() == 0
        ? Optional.of(new SlowDisk(library, whileThere))
        : Optional.empty();
  }

  /** The value of {@code LD_PRELOAD}. */
  String library() {
    return library.toString();
  }

  void slow() throws IOException {
    Files.createFile(whileThere);
  }

  void quick() throws IOException {
    Files.delete(whileThere);
  }
}
