package livery.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a data folder for one process; the system gives it free when the process ends. */
final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws LaunchFailure when another process has it
   */
  static DataLock take(Path data) {
    FileChannel channel = null;
    try {
      Files.createDirectories(data);
      channel =
          FileChannel.open(
              data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) != null) {
        return new DataLock(channel);
      }
      channel.close();
    } catch (IOException failure) {
      throw new LaunchFailure(data + " cannot be written: " + failure.getMessage(), failure);
    }
    throw new LaunchFailure(
        "Another Livery runs with "
            + data
            + ". Stop it with Ctrl-C, or name another folder with LIVERY_DATA or --data.");
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      throw new LaunchFailure("The lock could not be given back: " + gone.getMessage(), gone);
    }
  }
}
