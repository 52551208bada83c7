package livery.st;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a disk slow for one process: a library for {@code LD_PRELOAD} in which each flush takes
 * longer, since the disk of a virtual machine often answers before anything is written.
 */
final class SlowDisk {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <unistd.h>
      int fsync(int file) {
        usleep(MICROS);
        return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file);
      }
      int fdatasync(int file) {
        usleep(MICROS);
        return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file);
      }
      """;

  private SlowDisk() {}

  /** The library; empty where there is no C compiler. */
  static Optional<Path> library(Duration slower) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/cc"))) {
      return Optional.empty();
    }
    var folder = Files.createTempDirectory("livery-disk");
    var source = folder.resolve("slow.c");
    var library = folder.resolve("slow.so");
    Files.writeString(source, SOURCE.replace("MICROS", Long.toString(slower.toNanos() / 1_000)));
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
    return compiler.waitFor() == 0 ? Optional.of(library) : Optional.empty();
  }
}
